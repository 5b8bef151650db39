using Google.Protobuf;
using Lana.Candidates;
using Lana.Data;
using Lana.Export;
using Lana.FineTuning;
using Lana.Import.Onnx;
using Lana.Modules;
using Lana.Networks;
using Lana.Objectives;
using Lana.Onnx.Proto;
using Lana.Parity;
using Lana.Pipeline;
using Lana.Pretraining;
using Lana.Problem;
using Lana.Scoring;
using Lana.Trials;
using static TorchSharp.torch;

namespace Lana;

/// <summary>Every stage on networks that are no chains.</summary>
[Collection(TorchCollection.Name)]
public sealed class GraphTests
{
    private static readonly FeatureShape Shape = new(1, Some.Side, Some.Side);

    [Fact]
    public async Task Accelerate_NetworkWithSkipConnections_ShipsWhatTheStudentComputes()
    {
        using var scratch = new Scratch();
        var job = new Job(scratch.Path)
        {
            Teacher = () => Recalibrated(SkipNetwork.DefineClassifier(Shape)),
            Budget = Budget.Latency(0.85),
            TrialSearch = new TrialSearchOptions { Trials = 3, Rounds = 1, TrialsPerRound = 2 },
        };

        using var result = await job.RunAsync();
        using var loaded = StudentFiles.Load(scratch.Path);

        Assert.True(result.Latency.IsWithinBudget);
        Assert.Equal(["down", "deep", "side"], result.Student.Layers.Select(layer => layer.Name));
        Assert.Contains(result.Chosen.Selection, choice => choice.Operation != "teacher");
        Assert.True(OnnxParity.Check(result.Student, result.OnnxPath).RelativeDifference < 1e-4);
        Assert.True(OnnxParity.Check(loaded, result.OnnxPath).RelativeDifference < 1e-4);
        Assert.Equal(result.Student.Definition.ToJson(), loaded.Definition.ToJson());
    }

    [Fact]
    public async Task Accelerate_NetworkFromAnOnnxFile_ShipsWhatTheStudentComputes()
    {
        using var scratch = new Scratch();
        var file = scratch.File("teacher.onnx");
        using var exported = Recalibrated(SkipNetwork.DefineClassifier(Shape));
        var model = ModelProto.Parser.ParseFrom(OnnxExporter.Export(exported));
        OwnNames(model);
        await File.WriteAllBytesAsync(file, model.ToByteArray(), TestContext.Current.CancellationToken);
        using var imported = OnnxNetwork.Load(file).Network;
        var job = new Job(scratch.File("run")) { Teacher = () => OnnxNetwork.Load(file).Network, Budget = Budget.Latency(0.85) };

        using var result = await job.RunAsync();

        Assert.True(OnnxParity.Check(imported, file).RelativeDifference < 1e-4);
        Assert.Equal(imported.Layers.Select(layer => layer.Name), result.Student.Layers.Select(layer => layer.Name));
        Assert.Contains(result.Chosen.Selection, choice => choice.Operation != "teacher");
        Assert.True(OnnxParity.Check(result.Student, result.OnnxPath).RelativeDifference < 1e-4);
        var written = ModelProto.Parser.ParseFrom(await File.ReadAllBytesAsync(result.OnnxPath, TestContext.Current.CancellationToken));
        Assert.Equal(
            (model.Graph.Input, model.Graph.Output, model.MetadataProps, model.ProducerName),
            (written.Graph.Input, written.Graph.Output, written.MetadataProps, written.ProducerName));
    }

    // A batch of 1, and names that Lana does not give.
    private static void OwnNames(ModelProto model)
    {
        foreach (var node in model.Graph.Node)
        {
            for (var place = 0; place < node.Input.Count; place++)
            {
                node.Input[place] = node.Input[place] == OnnxExporter.InputName ? "pixels" : node.Input[place];
            }
        }

        model.Graph.Input[0].Name = "pixels";
        foreach (var value in model.Graph.Input.Concat(model.Graph.Output))
        {
            value.Type.TensorType.Shape.Dim[0].DimValue = 1;
        }

        model.ProducerName = "somebody";
        model.MetadataProps.Add(new StringStringEntryProto { Key = "labels", Value = "a,b" });
    }

    [Fact]
    public async Task FineTune_StudentOfSeveralOutputs_ComesNearerToTheTeacher()
    {
        using var teacher = Recalibrated(SkipNetwork.Define(Shape));
        using var student = SkipNetwork.Define(Shape).Build(seed: 9);
        var images = Some.Images();
        var before = Distance(teacher, student, images);
        var options = new FineTuningOptions { Epochs = 4, BatchSize = 8, Threads = 1, DistillationWeight = 1.0, FeatureWeight = 0.1 };

        await new FineTuner(options, new RegressionObjective()).FineTuneAsync(
            new FineTuningRequest(student, images) { Teacher = teacher },
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(SkipNetwork.Classes + (2 * 64), teacher.Definition.OutputSize);
        Assert.InRange(Distance(teacher, student, images), 0.0, 0.5 * before);
    }

    [Fact]
    public async Task Accelerate_SeveralOutputsAndNoLabels_ComesNearTheTeacher()
    {
        using var scratch = new Scratch();
        using var teacher = Recalibrated(SkipNetwork.Define(Shape));
        var objective = new OutputMatchingObjective(teacher.Definition, ["classes"]);
        var options = new StageOptions
        {
            Objective = objective,
            Pretraining = new PretrainingOptions { ImagesPerEpoch = 16, BatchSize = 8, Workers = 1 },
            Scoring = new ScoringOptions { Images = 32, BatchSize = 16, Workers = 1 },
            FineTuning = new FineTuningOptions { Epochs = 4, BatchSize = 8, Threads = 1, DistillationWeight = 1.0 },
        };
        var parts = AccelerationParts.Default(SearchSpace.Named("cb_stack_k1_w0.5", "cb_stack_k3_w0.25"), new SizeMeter(), options);
        var heldOut = new TeacherOutputSource(teacher, Some.Images(16, seed: 9));

        Task<AccelerationResult> AccelerateAsync() => new Accelerator(parts, new AcceleratorOptions { RunDirectory = scratch.Path }).AccelerateAsync(
            teacher,
            new TrainingData(new TeacherOutputSource(teacher, Some.Images()), heldOut),
            Budget.Latency(0.9),
            cancellationToken: TestContext.Current.CancellationToken);

        using var result = await AccelerateAsync();
        using var again = await AccelerateAsync();

        AssertAgreements(teacher, result.Student, heldOut.Images, result.OutputAgreements);
        Assert.Equal(result.OutputAgreements, again.OutputAgreements);
        Assert.True(File.Exists(scratch.File("agreement.json")));
        Assert.Equal(result.StageSeconds["agreement"], again.StageSeconds["agreement"]);
        var evaluation = await NetworkEvaluator.EvaluateAsync(
            result.Student, heldOut, objective, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(OnnxParity.Check(result.Student, result.OnnxPath).RelativeDifference < 1e-4);
        Assert.InRange(evaluation.Accuracy, 0.5, 1.0);
        Assert.InRange(evaluation.Loss, 0.0, 0.2);
    }

    // All images at once, and without the classes of the library.
    private static void AssertAgreements(
        Network teacher, Network student, IBatchSource images, IReadOnlyList<OutputAgreement> agreements)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var batch = images.Read(EpochOrder.Sequential(images.Count));
        var (s, t) = (student.Run(batch.Images), teacher.Run(batch.Images));
        Assert.Equal(["classes", "heat"], agreements.Select(agreement => agreement.Output));
        foreach (var (agreement, range) in agreements.Zip([Range.EndAt(SkipNetwork.Classes), Range.StartAt(SkipNetwork.Classes)]))
        {
            var (own, wanted) = (s[.., range], t[.., range]);
            Assert.Equal((own - wanted).norm().item<float>() / wanted.norm().item<float>(), agreement.RelativeError, 1e-4);
            Assert.Equal(nn.functional.cosine_similarity(own, wanted).mean().item<float>(), agreement.MeanCosine, 1e-4);
            Assert.InRange(agreement.RelativeError, 1e-4, 0.9);
        }

        var equal = s[.., ..SkipNetwork.Classes].argmax(1).eq(t[.., ..SkipNetwork.Classes].argmax(1)).sum().item<long>();
        Assert.Equal((double)equal / images.Count, agreements[0].Top1Agreement);
        Assert.Null(agreements[1].Top1Agreement);
    }

    // Running statistics of the images, so that features do not vanish.
    private static Network Recalibrated(NetworkDefinition definition)
    {
        var network = definition.Build(seed: 3);
        using var gradients = no_grad();
        using var batch = Some.Images().Read(EpochOrder.Sequential(48));
        network.Run(batch.Images, RunMode.Recalibrate).Dispose();
        return network;
    }

    private static float Distance(Network teacher, Network student, ImageArraySource images)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var batch = images.Read(EpochOrder.Sequential(48));
        return (teacher.Run(batch.Images) - student.Run(batch.Images)).square().mean().item<float>();
    }
}
