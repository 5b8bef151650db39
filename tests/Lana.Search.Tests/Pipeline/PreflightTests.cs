using Google.Protobuf;
using Lana.Candidates;
using Lana.Data;
using Lana.Definitions;
using Lana.Export;
using Lana.Import.Onnx;
using Lana.Networks;
using Lana.Objectives;
using Lana.Onnx.Proto;
using Lana.Problem;
using Lana.Scoring;
using static TorchSharp.torch;

namespace Lana.Pipeline;

/// <summary>Data that does not fit is refused before anything is measured or written.</summary>
[Collection(TorchCollection.Name)]
public sealed class PreflightTests
{
    private static readonly IBatchSource Good = Some.Images();

    private readonly FakeMeter _meter = new((_, _) => 1.0);

    [Fact]
    public async Task Accelerate_MoreClassesThanOutputs_SaysBothNumbers() => Assert.Contains(
        "training data: The network has 4 outputs, so labels are 0 to 3; got 0 to 5",
        await RefusalAsync(new Relabelled(Good, labels => labels.mul(2).clamp_max(5))),
        StringComparison.Ordinal);

    [Fact]
    public async Task Accelerate_LabelsFromOne_SaysWhereTheyBegin() => Assert.Contains(
        "got 1 to 4", await RefusalAsync(new Relabelled(Good, labels => labels.add(1))), StringComparison.Ordinal);

    [Fact]
    public async Task Accelerate_NoLabels_AsksForThem() => Assert.Contains(
        "Classification needs labels, and this batch source gives none (as an image folder without classes). Give labels, or learn from " +
        "the teacher's outputs: TeacherOutputSource with OutputMatchingObjective",
        await RefusalAsync(new Relabelled(Good, _ => null)), StringComparison.Ordinal);

    [Fact]
    public async Task Accelerate_NumbersWithoutTheirObjective_NamesTheObjectives() => Assert.Contains(
        "RegressionObjective", await RefusalAsync(new Relabelled(Good, labels => labels.to(float32))), StringComparison.Ordinal);

    [Fact]
    public async Task Accelerate_SeveralProblems_NamesAllAtOnce()
    {
        var wrong = new Relabelled(Good, labels => labels.add(1));

        var message = await RefusalAsync(new Spoilt(Good, example: 7), heldOut: wrong);

        Assert.Contains("- training data: Example 7 of 48", message, StringComparison.Ordinal);
        Assert.Contains("- held-out data: The network has 4 outputs", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accelerate_TeacherThatGivesNoNumbers_SaysSo()
    {
        using var teacher = Some.Teacher();
        using (no_grad())
        {
            teacher.Parameters.First().fill_(double.NaN);
        }

        Assert.Contains("outputs that are not finite", await RefusalAsync(Good, teacher: teacher), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accelerate_NoOperationFitsAnyLayer_SaysWhy()
    {
        var narrow = new SearchSpaceBuilder().Add(new Never()).Build();

        var message = await RefusalAsync(Good, searchSpace: narrow);

        Assert.Contains("no operation can take the place of any of the", message, StringComparison.Ordinal);
        Assert.Contains("never in", message, StringComparison.Ordinal);
        Assert.Contains(": it never fits", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Require_ObjectiveThatTheLabelsFit_Passes()
    {
        using var teacher = Some.Teacher();
        var numbers = new Relabelled(Good, labels => nn.functional.one_hot(labels, Some.Classes).to(float32));
        var parts = AccelerationParts.Default(SearchSpace.Named("identity"), _meter) with
        {
            Scorer = new CandidateScorer(objective: new RegressionObjective()),
            Ranker = new Lana.Ranking.NetworkRanker(objective: new RegressionObjective()),
            FineTuner = new Lana.FineTuning.FineTuner(objective: new RegressionObjective()),
        };

        using var scratch = new Scratch();
        var inputs = new ForecastInputs(
            parts, new AcceleratorOptions(), new TeacherModel(teacher), new TrainingData(numbers, numbers), Budget.Latency(0.5))
        {
            Time = TimeProvider.System,
            CancellationToken = TestContext.Current.CancellationToken,
        };

        Assert.Empty(await new Preflight(inputs, scratch.Path, new FakeMachine()).RequireAsync());
    }

    [Fact]
    public async Task Accelerate_FileOfOneImageAndAMeterOfMore_NamesBoth()
    {
        using var scratch = new Scratch();
        using var own = Some.Teacher();
        var model = ModelProto.Parser.ParseFrom(OnnxExporter.Export(own));
        model.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimValue = 1;
        using var teacher = OnnxNetwork.Load(scratch.File("teacher.onnx", model.ToByteArray())).Network;
        var meter = new FakeMeter((_, _) => 1.0);
        meter = new FakeMeter((_, _) => 1.0) { Profile = meter.Profile with { Batch = 8 } };

        var message = await RefusalAsync(Good, teacher: teacher, meter: meter);

        Assert.Contains("its file fixes the batch at 1, and the meter runs 8 images at a time", message, StringComparison.Ordinal);
        Assert.Contains("Set LatencyMeterOptions.Batch to 1", message, StringComparison.Ordinal);
    }

    private async Task<string> RefusalAsync(
        IBatchSource train,
        IBatchSource? heldOut = null,
        Network? teacher = null,
        ISearchSpace? searchSpace = null,
        FakeMeter? meter = null)
    {
        meter ??= _meter;
        using var scratch = new Scratch();
        using var own = Some.Teacher();
        var directory = Path.Combine(scratch.Path, "run");
        var accelerator = new Accelerator(
            AccelerationParts.Default(searchSpace ?? SearchSpace.Named("identity"), meter),
            new AcceleratorOptions { RunDirectory = directory });

        var error = await Assert.ThrowsAsync<PreflightException>(() => accelerator.AccelerateAsync(
            teacher ?? own,
            new TrainingData(train, heldOut),
            Budget.Latency(0.5),
            cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal((0, false), (meter.Calls, Directory.Exists(directory)));
        Assert.Equal(error.Problems.Count, error.Message.Split("\n- ").Length - 1);
        return error.Message;
    }

    private sealed class Never() : Operation("never")
    {
        public override string? Obstacle(Layer layer) => "it never fits";

        public override Definition Define(Layer layer) => throw new ArgumentException("It never fits.", nameof(layer));
    }

    /// <summary>The same images with other labels.</summary>
    private sealed class Relabelled(IBatchSource source, Func<Tensor, Tensor?> change) : IBatchSource
    {
        public int Count => source.Count;

        public FeatureShape Shape => source.Shape;

        public string Fingerprint => $"relabelled {source.Fingerprint}";

        public Batch Read(ReadOnlySpan<int> indices, ulong? augmentation = null)
        {
            using var batch = source.Read(indices, augmentation);
            return new Batch(batch.Images.alias(), change(batch.Labels!));
        }
    }

    /// <summary>The same images, one of which is not finite.</summary>
    private sealed class Spoilt(IBatchSource source, int example) : IBatchSource
    {
        public int Count => source.Count;

        public FeatureShape Shape => source.Shape;

        public string Fingerprint => $"spoilt {source.Fingerprint}";

        public Batch Read(ReadOnlySpan<int> indices, ulong? augmentation = null)
        {
            var batch = source.Read(indices, augmentation);
            if (indices.IndexOf(example) is var place and >= 0)
            {
                batch.Images[place, 0, 3, 3] = float.NaN;
            }

            return batch;
        }
    }
}
