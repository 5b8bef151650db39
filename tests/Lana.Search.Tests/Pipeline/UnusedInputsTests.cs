using Lana.Candidates;
using Lana.Data;
using Lana.Definitions;
using Lana.FineTuning;
using Lana.Kernels;
using Lana.Networks;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Problem;
using Lana.Selections;
using Lana.Training;
using Microsoft.Extensions.Logging;

namespace Lana.Pipeline;

/// <summary>What is given and not used, and what is left out on the way, is told.</summary>
[Collection(TorchCollection.Name)]
public sealed class UnusedInputsTests : IDisposable
{
    private readonly Network _teacher = Some.Teacher();
    private readonly Scratch _scratch = new();
    private readonly LogLines<Accelerator> _log = new();

    public void Dispose()
    {
        _teacher.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public void Of_DataThatIsUsed_IsNothing() =>
        Assert.Empty(UnusedInputs.Of(Inputs(new TrainingData(Some.Images(), Some.Images(16)))));

    [Fact]
    public void Of_PrecisionThatTheProcessorDoesNotHave_NamesBothOptions()
    {
        var inputs = Inputs(new TrainingData(Some.Images()), new StageOptions
        {
            Pretraining = new PretrainingOptions { Precision = TrainingPrecision.Mixed },
            FineTuning = new FineTuningOptions { Precision = TrainingPrecision.Mixed },
        });

        Assert.Equal(
            MixedPrecision.IsSupported ? [] : ["PretrainingOptions", "FineTuningOptions"],
            UnusedInputs.Of(inputs).Select(text => text.Split('.')[0]));
    }

    [Fact]
    public void Of_FilesOfAFolderThroughViews_CountsAndNamesThem()
    {
        var folder = Folder();

        var unused = UnusedInputs.Of(Inputs(new TrainingData(Some.Images(), folder.Take(1).Resize(8))));

        Assert.Equal(2, unused.Count);
        Assert.StartsWith("1 images of the held-out data, which cannot be read: ", unused[0], StringComparison.Ordinal);
        Assert.Contains("3.png", unused[0], StringComparison.Ordinal);
        Assert.StartsWith("1 files of the held-out data, which are no images: ", unused[1], StringComparison.Ordinal);
        Assert.Contains("notes.txt", unused[1], StringComparison.Ordinal);
    }

    [Fact]
    public void LogUnplaced_OperationThatFitsNoLayer_IsNamedWithItsObstacle()
    {
        var searchSpace = new SearchSpaceBuilder().Add("identity").Add(new Nowhere()).Build();

        new LeftOutOperations(_log).LogUnplaced(searchSpace, _teacher.Definition);

        Assert.Contains("1 of 3 operations fit no layer", Line(LogLevel.Information), StringComparison.Ordinal);
        Assert.Contains("nowhere (in ", Line(LogLevel.Information), StringComparison.Ordinal);
        Assert.Contains(": it never fits", Line(LogLevel.Information), StringComparison.Ordinal);
    }

    [Fact]
    public void LogUntrained_FailedTraining_IsWarnedOfWithItsReason()
    {
        var candidates = Candidates();
        var entries = candidates.Take(2).Select((candidate, i) =>
            new PoolEntry(candidate.Key, "f", 1, 1.0, 1.0, "", i == 0 ? "the loss is NaN" : null)).ToList();

        new LeftOutOperations(_log).LogUntrained("pre-training", 7, TrainedCandidates.Of(candidates, entries));

        Assert.StartsWith("After pre-training 1 of 7 operations are left out: ", Line(LogLevel.Warning), StringComparison.Ordinal);
        Assert.EndsWith($"{candidates[0].Key}: the loss is NaN", Line(LogLevel.Warning), StringComparison.Ordinal);
    }

    [Fact]
    public void LogUnscored_NoScoreAndNotFinite_AreWarnedOf()
    {
        var candidates = Candidates().Where(candidate => !candidate.IsTeacher).Take(3).ToList();
        var scores = new ScoreTable("loss", "a test",
        [
            new(candidates[0].Layer.Name, candidates[0].Operation.Name, double.NaN),
            new(candidates[1].Layer.Name, candidates[1].Operation.Name, 0.5),
        ]);

        new LeftOutOperations(_log).LogUnscored("scores", candidates, scores);

        Assert.StartsWith("After scores 2 of 3 operations are left out: ", Line(LogLevel.Warning), StringComparison.Ordinal);
        Assert.Contains($"{candidates[0].Key}: its score is NaN", Line(LogLevel.Warning), StringComparison.Ordinal);
        Assert.Contains($"{candidates[2].Key}: it has no score", Line(LogLevel.Warning), StringComparison.Ordinal);
    }

    [Fact]
    public void Log_NothingLeftOut_SaysNothing()
    {
        var candidates = Candidates();
        var left = new LeftOutOperations(_log);

        left.LogUnplaced(SearchSpace.Named("identity"), _teacher.Definition);
        left.LogUntrained("pre-training", candidates.Count, TrainedCandidates.Of(candidates, []));
        left.LogUnscored("scores", candidates, new ScoreTable("loss", "a test", candidates.Select(candidate =>
            new ScoreEntry(candidate.Layer.Name, candidate.Operation.Name, 0.0))));

        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Accelerate_FilterOfALayerThatIsNotThere_IsRefusedByThePreflight()
    {
        var parts = AccelerationParts.Default(
            SearchSpace.Named("identity").OnlyInLayers("blocks.9.9"), new FakeMeter((_, _) => 1.0));
        var accelerator = new Accelerator(parts, new AcceleratorOptions { RunDirectory = _scratch.File("run") });

        var failure = await Assert.ThrowsAsync<PreflightException>(() => accelerator.AccelerateAsync(
            _teacher,
            new TrainingData(Some.Images()),
            Budget.Latency(0.5),
            cancellationToken: TestContext.Current.CancellationToken));

        Assert.StartsWith(
            "search space: OnlyInLayers names 'blocks.9.9'", Assert.Single(failure.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflight_FilesThatAreNotUsed_AreLogged()
    {
        var inputs = Inputs(new TrainingData(Some.Images(), Folder().Take(1).Resize(Some.Side)));

        await new Preflight(inputs, _scratch.File("run"), new FakeMachine()).RequireAsync(_log);

        Assert.Equal(1, _log.Lines.Count(line => line.Text.Contains("notes.txt", StringComparison.Ordinal)));
        Assert.Equal(1, _log.Lines.Count(line => line.Text.Contains("3.png", StringComparison.Ordinal)));
    }

    private ImageFolderSource Folder()
    {
        Directory.CreateDirectory(_scratch.File("a"));
        var png = Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR4nGMQUGAwcAAAAXYAoewwivQAAAAASUVORK5CYII=");
        foreach (var name in new[] { "1.png", "2.png" })
        {
            _scratch.File(Path.Combine("a", name), png);
        }

        _scratch.File(Path.Combine("a", "3.png"), [1, 2, 3]);
        _scratch.File(Path.Combine("a", "notes.txt"), [1]);
        return ImageFolderSource.Open(
            _scratch.Path,
            new ImageFolderOptions { SkipUnreadable = true, Channels = 1 },
            cancellationToken: TestContext.Current.CancellationToken);
    }

    private string Line(LogLevel level)
    {
        var (actual, text) = Assert.Single(_log.Lines);
        Assert.Equal(level, actual);
        return text;
    }

    private IReadOnlyList<Candidate> Candidates() => SearchSpace.Named("identity", "efn_e1_k3").CandidatesFor(_teacher.Definition);

    private ForecastInputs Inputs(TrainingData data, StageOptions? options = null) => new(
        AccelerationParts.Default(SearchSpace.Named("identity"), new FakeMeter((_, _) => 1.0), options),
        new AcceleratorOptions(),
        new TeacherModel(_teacher),
        data,
        Budget.Latency(0.5))
    {
        Time = TimeProvider.System,
        CancellationToken = TestContext.Current.CancellationToken,
    };

    private sealed class Nowhere() : Operation("nowhere")
    {
        public override string? Obstacle(Layer layer) => "it never fits";

        public override Definition Define(Layer layer) => throw new ArgumentException("It never fits.", nameof(layer));
    }
}
