using Lana.Data;
using Lana.Models;
using Lana.Networks;
using Lana.Scoring;
using Lana.Training;
using Lana.Weights;
using static TorchSharp.torch;

namespace Lana.FineTuning;

/// <summary>Students side by side: they end as they would alone.</summary>
[Collection(TorchCollection.Name)]
public sealed class FineTuneAllTests(TrainedPool trained) : IClassFixture<TrainedPool>, IDisposable
{
    private const long Steps = 9;
    private const int Diverging = 1;

    private readonly ImageArraySource _data = Some.Images(padding: 1);
    private readonly ImageArraySource _heldOut = Some.Images(20, seed: 9);
    private readonly List<Network> _students = [];

    public static TheoryData<string, Action<FineTuningOptions>> Variants => new()
    {
        { "default", _ => { } },
        { "sgd", options => (options.Optimiser, options.LearningRate) = (Optimiser.Sgd, 0.05) },
        { "average and mixup", options => (options.EmaDecay, options.Mixup) = (0.9, 0.4) },
        { "mixed precision", options => options.Precision = TrainingPrecision.Mixed },
        { "outputs alone", options => options.FeatureWeight = 0.0 },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _students.ForEach(student => student.Dispose());

    [Theory]
    [MemberData(nameof(Variants), DisableDiscoveryEnumeration = true)]
    public async Task FineTuneAll_StudentsOfSeveralKinds_GivesTheBytesAndResultsOfEachAlone(
        string variant, Action<FineTuningOptions> change)
    {
        var options = Options(change);
        var alone = new List<(string Weights, FineTuningResult Result)>();
        foreach (var request in Requests())
        {
            var result = await new FineTuner(options).FineTuneAsync(request, cancellationToken: Token);
            alone.Add((ModuleWeights.Fingerprint(request.Student), result));
        }

        var together = await TuneAllAsync(Requests(), options);

        Assert.Equal(alone, together);
        Assert.All(together, student => Assert.True(student.Result.FinalLoss > 0.0, variant));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task FineTuneAll_OnAnotherNumberOfWorkers_GivesTheSameBytes(int workers)
    {
        var two = await TuneAllAsync(Requests(), Options(), workers: 2);

        Assert.Equal(two, await TuneAllAsync(Requests(), Options(), workers));
    }

    [Fact]
    public async Task FineTuneAll_WithAStudentThatDiverges_GivesItAnInfiniteLossAndTrainsTheOthersAsBefore()
    {
        var straight = await TuneAllAsync(Requests(), Options());
        var requests = Requests();
        Spoil(requests[Diverging].Student);

        var results = await TuneAllAsync(requests, Options());

        Assert.Equal(double.PositiveInfinity, results[Diverging].Result.FinalLoss);
        Assert.Equal(double.PositiveInfinity, results[Diverging].Result.ValidationLoss);
        straight.RemoveAt(Diverging);
        results.RemoveAt(Diverging);
        Assert.Equal(straight, results);
    }

    [Fact]
    public async Task FineTuneAll_OfDivergingStudentsOnly_EndsWithoutAnEvaluation()
    {
        var request = Requests()[0] with { Validation = new FailingSource(_heldOut, after: 0) };
        Spoil(request.Student);

        var result = Assert.Single(await TuneAllAsync([request], Options())).Result;

        Assert.Equal((0, double.PositiveInfinity), (result.Steps, result.FinalLoss));
    }

    [Fact]
    public async Task FineTuneAll_SeveralStudents_ReadsEachBatchOnceForAll()
    {
        var (data, teachers) = (new CountingSource(_data), new CountingSource(_data));
        var requests = Requests().ConvertAll(request => request with { Data = data, TeacherData = teachers });

        await TuneAllAsync(requests, Options());

        Assert.Equal((Steps, Steps), (data.Reads, teachers.Reads));
    }

    [Fact]
    public async Task FineTuneAll_WithHeldOutImages_GivesTheLossOfTheFinalStudents()
    {
        var requests = Requests();

        var results = await TuneAllAsync(requests, Options());

        foreach (var (request, (_, result)) in requests.Zip(results))
        {
            var evaluation = await NetworkEvaluator.EvaluateAsync(request.Student, _heldOut, cancellationToken: Token);
            Assert.Equal(evaluation.Loss, result.ValidationLoss);
            Assert.Equal(evaluation.Accuracy, result.ValidationAccuracy);
        }
    }

    [Fact]
    public async Task FineTuneAll_AgainWithTheSameStudents_ContinuesFromTheirWeights()
    {
        var requests = Requests();
        await TuneAllAsync(requests, Options());
        var copy = requests[0] with { Student = Own(requests[0].Student.Detach()) };

        var again = await TuneAllAsync(requests, Options());

        var alone = await new FineTuner(Options()).FineTuneAsync(copy, cancellationToken: Token);
        Assert.Equal((ModuleWeights.Fingerprint(copy.Student), alone), again[0]);
    }

    [Fact]
    public async Task FineTuneAll_WithProgress_CountsTheStepsOfAllStudents()
    {
        var reports = new List<LanaProgress>();
        var requests = Requests();

        await new FineTuner(Options()).FineTuneAllAsync(requests, new Reporter(reports.Add), Token);

        Assert.All(reports, report => Assert.Equal("fine-tuning trials", report.Stage));
        Assert.Equal((0, Steps * requests.Count), (reports[0].Done, reports[0].Of));
        Assert.Equal(Steps * requests.Count, reports[^1].Done);
    }

    [Fact]
    public async Task FineTuneAll_Cancelled_Stops()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new Reporter(value =>
        {
            if (value.Done > 0)
            {
                cancellation.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new FineTuner(Options()).FineTuneAllAsync(Requests(), progress, cancellation.Token));
    }

    [Fact]
    public async Task FineTuneAll_SourceThatFails_GivesItsError()
    {
        var source = new FailingSource(_data, after: 8);
        var requests = Requests().ConvertAll(request => request with { Data = source });

        await Assert.ThrowsAsync<IOException>(() => TuneAllAsync(requests, Options()));
    }

    [Fact]
    public async Task FineTuneAll_OfNothing_GivesNothing() => Assert.Empty(await TuneAllAsync([], Options()));

    [Fact]
    public async Task FineTuneAll_OfAFineTunerWithoutItsOwn_TrainsOneAfterAnother()
    {
        var straight = await TuneAllAsync(Requests(), Options());
        var requests = Requests();
        Spoil(requests[Diverging].Student);
        IFineTuner tuner = new SequentialTuner(new FineTuner(Options()));

        var results = await tuner.FineTuneAllAsync(requests, cancellationToken: Token);

        Assert.Equal(double.PositiveInfinity, results[Diverging].FinalLoss);
        Assert.Equal(
            straight.Select(student => student.Result).Where((_, index) => index != Diverging),
            results.Where((_, index) => index != Diverging));
    }

    [Theory]
    [InlineData("Teacher")]
    [InlineData("Data")]
    [InlineData("TeacherData")]
    [InlineData("Seed")]
    [InlineData("Steps")]
    [InlineData("Epochs")]
    public async Task FineTuneAll_RequestsThatDiffer_NamesTheDifference(string difference)
    {
        var requests = Requests();
        requests[1] = difference switch
        {
            "Teacher" => requests[1] with { Teacher = null },
            "Data" => requests[1] with { Data = _heldOut },
            "TeacherData" => requests[1] with { TeacherData = _data },
            "Seed" => requests[1] with { Seed = 6 },
            "Steps" => requests[1] with { Steps = Steps + 1 },
            _ => requests[1] with { Steps = null, Epochs = 2 },
        };
        if (difference == "Epochs")
        {
            requests[0] = requests[0] with { Steps = null };
        }

        await AssertRefusedAsync(requests, $"Requests 0 and 1 differ in {difference}:");
    }

    [Fact]
    public async Task FineTuneAll_StudentsOfWhichOneCannotCompareFeatures_NamesTheDifference()
    {
        var requests = Requests();
        requests[1] = requests[1] with { Student = Own(EfficientNet.Define(Shape(depth: 1.0)).Build(2)) };

        await AssertRefusedAsync(requests, nameof(FineTuningOptions.FeatureWeight));
    }

    [Fact]
    public async Task FineTuneAll_WithACheckpoint_IsRefused()
    {
        var requests = Requests();
        requests[1] = requests[1] with { CheckpointPath = "checkpoint.safetensors" };

        await AssertRefusedAsync(requests, nameof(FineTuningRequest.CheckpointPath));
    }

    [Fact]
    public async Task FineTuneAll_ByTheClock_IsRefused() => await AssertRefusedAsync(
        Requests().ConvertAll(request => request with { Steps = null }),
        "clock",
        options => options.Duration = TimeSpan.FromSeconds(1));

    [Fact]
    public async Task FineTuneAll_OneStudentTwice_IsRefused()
    {
        var requests = Requests();

        await AssertRefusedAsync([requests[0], requests[0]], "same Student");
    }

    private static FineTuningOptions Options(Action<FineTuningOptions>? change = null)
    {
        var options = new FineTuningOptions { BatchSize = 8, Threads = 1 };
        change?.Invoke(options);
        return options;
    }

    private static NetworkOptions Shape(double depth = 0.3, double dropout = 0.0) => NetworkOptions.Compound(-8) with
    {
        Depth = depth,
        Resolution = Some.Side,
        InputChannels = 1,
        Classes = Some.Classes,
        DropoutRate = dropout,
    };

    private static void Spoil(Network student)
    {
        using var gradients = no_grad();
        foreach (var parameter in student.Parameters)
        {
            parameter.fill_(float.NaN);
        }
    }

    private static async Task<List<(string Weights, FineTuningResult Result)>> TuneAllAsync(
        IReadOnlyList<FineTuningRequest> requests, FineTuningOptions options, int workers = 0)
    {
        var tuner = new FineTuner(options) { Workers = workers };
        var results = await tuner.FineTuneAllAsync(requests, cancellationToken: Token);
        return [.. requests.Zip(
            results, (request, result) => (ModuleWeights.Fingerprint(request.Student), result))];
    }

    private static async Task AssertRefusedAsync(
        List<FineTuningRequest> requests, string expected, Action<FineTuningOptions>? change = null)
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => TuneAllAsync(requests, Options(change)));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    private Network Own(Network student)
    {
        _students.Add(student);
        return student;
    }

    // One of the teacher's architecture, an assembled one, and two that draw random numbers.
    private List<FineTuningRequest> Requests()
    {
        using var pool = trained.Open();
        using var view = pool.Assemble(
            trained.Teacher, SmallTraining.Candidates.Where(candidate => candidate.NeedsTraining).Take(1));
        var dropping = EfficientNet.Define(Shape(dropout: 0.5));
        return [.. new[] { Some.Teacher(2), view.Detach(), dropping.Build(2), dropping.Build(3) }
            .Select(student => new FineTuningRequest(Own(student), _data)
            {
                Teacher = trained.Teacher,
                Validation = _heldOut,
                Steps = Steps,
                Seed = 5,
            })];
    }
}
