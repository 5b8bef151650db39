using Lana.Candidates;
using Lana.FineTuning;
using Lana.Networks;
using Lana.Pool;
using Lana.Runs;
using Lana.Selections;
using Lana.Trials;

namespace Lana.Pipeline;

/// <summary>Selections whose layers may each be the teacher's own or one of two faster
/// operations.</summary>
[Collection(TorchCollection.Name)]
public sealed class TrialSearchTests : IDisposable
{
    private const double BudgetMs = 8.0;

    private static readonly TrialSearchOptions Few = new() { Trials = 6, Rounds = 2, TrialsPerRound = 3 };

    private readonly LoopBench _bench = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _bench.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Run_FineTuningPrefersTeachersLayers_FindsMoreOfThemThanTheScores()
    {
        using var pool = await _bench.PoolAsync();
        var meter = _bench.Meter(1.0);
        var start = await _bench.RunAsync(pool, meter, BudgetMs);
        var tuner = new FakeTuner(student => 100.0 - student.Layers.Count(IsTeacher));

        var result = await RunAsync(pool, meter, tuner, start);

        Assert.Equal(start.Selection, result.Trials[0].Selection);
        Assert.Equal(3, result.FinalLosses.Count);
        Assert.Equal(result.Trials.Count, result.Trials.Select(trial => trial.Selection).Distinct().Count());
        Assert.All(result.Trials, trial => Assert.Equal(100.0 - Teachers(trial.Selection), trial.Loss));
        Assert.Equal(result.Trials.Min(trial => trial.Loss), 100.0 - Teachers(result.Winner.Selection));
        Assert.True(result.Winner.MeasuredMs <= BudgetMs);
        Assert.True(Teachers(result.Winner.Selection) >= Teachers(start.Selection));
    }

    [Fact]
    public async Task Run_LaterRounds_ArePredictedByTheEarlier()
    {
        using var pool = await _bench.PoolAsync();
        var meter = _bench.Meter(1.0);
        var start = await _bench.RunAsync(pool, meter, BudgetMs);

        var result = await RunAsync(pool, meter, new FakeTuner(student => 100.0 - student.Layers.Count(IsTeacher)), start);

        Assert.All(result.Trials.Take(Few.Trials), trial => Assert.Null(trial.PredictedLoss));
        var later = result.Trials.Where(trial => trial.PredictedLoss is not null).ToList();
        Assert.NotEmpty(later);
        Assert.All(later, trial => Assert.InRange(trial.PredictedLoss!.Value, 0.95 * trial.Loss, 1.05 * trial.Loss));
    }

    [Fact]
    public async Task Run_NobodyComesFurther_KeepsTheOneThatWasChosen()
    {
        using var pool = await _bench.PoolAsync();
        var meter = _bench.Meter(1.0);
        var start = await _bench.RunAsync(pool, meter, BudgetMs);

        var result = await RunAsync(pool, meter, new FakeTuner(_ => 1.0), start);

        Assert.Equal(start, result.Winner);
    }

    [Fact]
    public async Task Run_OthersMeasureOverTheBudget_KeepsTheOneThatWasChosen()
    {
        using var pool = await _bench.PoolAsync();
        var start = await _bench.RunAsync(pool, _bench.Meter(1.0), BudgetMs);
        var tuner = new FakeTuner(student => 100.0 - student.Layers.Count(IsTeacher));

        var result = await RunAsync(pool, _bench.Meter(2.0), tuner, start);

        Assert.Equal(start.Selection, result.Winner.Selection);
    }

    [Fact]
    public async Task Run_OnlyOneSelectionIsWithinTheBudget_TrainsNothingTwice()
    {
        using var pool = await _bench.PoolAsync();
        var meter = _bench.Meter(1.0);
        var fastest = LoopBench.PlainSum([.. Some.Definition.Layers.Select(_ => "cb_stack_k1_w0.5")]) * 1.03;
        var start = await _bench.RunAsync(pool, meter, fastest);
        var tuner = new FakeTuner(_ => 1.0);

        var result = await RunAsync(pool, meter, tuner, start, budgetMs: fastest);

        Assert.Equal(result.Trials.Count, result.Trials.Select(trial => trial.Selection).Distinct().Count());
        Assert.Equal(start, result.Winner);
        Assert.InRange(tuner.Epochs.Count, 1, 2 * result.Trials.Count);
    }

    [Fact]
    public async Task Run_TrainingsThatDiverge_AreNeverTheWinner()
    {
        using var pool = await _bench.PoolAsync();
        var meter = _bench.Meter(1.0);
        var start = await _bench.RunAsync(pool, meter, BudgetMs);
        var trainings = 0;
        var tuner = new FakeTuner(_ => ++trainings == 1 ? throw new NonFiniteLossException(3, double.NaN) : 1.0);

        var result = await RunAsync(pool, meter, tuner, start);

        Assert.Equal(double.PositiveInfinity, result.Trials[0].Loss);
        Assert.NotEqual(start.Selection, result.Winner.Selection);
    }

    [Fact]
    public async Task Run_StoppedInTheSecondRound_KeepsTheFirst()
    {
        using var pool = await _bench.PoolAsync();
        var meter = _bench.Meter(1.0);
        var start = await _bench.RunAsync(pool, meter, BudgetMs);
        using var cancellation = new CancellationTokenSource();
        var trained = 0;
        var first = new FakeTuner(student =>
        {
            if (++trained > Few.Trials)
            {
                cancellation.Cancel();
            }

            return 100.0 - student.Layers.Count(IsTeacher);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RunAsync(pool, meter, first, start, cancellation.Token));
        var second = new FakeTuner(student => 100.0 - student.Layers.Count(IsTeacher));

        var result = await RunAsync(pool, meter, second, start);

        Assert.Equal(
            result.Trials.Count(trial => trial.PredictedLoss is not null) + result.FinalLosses.Count, second.Epochs.Count);
    }

    [Fact]
    public async Task Run_Again_TrainsNothing()
    {
        using var pool = await _bench.PoolAsync();
        var meter = _bench.Meter(1.0);
        var start = await _bench.RunAsync(pool, meter, BudgetMs);
        var first = await RunAsync(pool, meter, new FakeTuner(student => 100.0 - student.Layers.Count(IsTeacher)), start);
        var tuner = new FakeTuner(student => 100.0 - student.Layers.Count(IsTeacher));

        var second = await RunAsync(pool, meter, tuner, start);

        Assert.Empty(tuner.Epochs);
        Assert.Equal(first.Trials, second.Trials);
        Assert.Equal(first.Winner, second.Winner);
    }

    private static bool IsTeacher(NetworkLayer layer) => LoopBench.NameOf(layer) == TeacherOperation.OperationName;

    private static int Teachers(Selection selection) =>
        selection.Count(key => key.Operation == TeacherOperation.OperationName);

    private Task<TrialSearchResult> RunAsync(
        CandidatePool pool,
        FakeMeter meter,
        FakeTuner tuner,
        MeasuredSelection start,
        CancellationToken? cancellationToken = null,
        double budgetMs = BudgetMs)
    {
        var parts = _bench.Parts(meter) with { FineTuner = tuner };
        return new TrialSearch(new RunStore(_scratch.Path, TimeProvider.System), LoopBench.Context(cancellationToken))
            .RunAsync(new TrialSearchInputs(_bench.Inputs(pool, parts, budgetMs), start, Few, tuner, HeldOut: null));
    }
}
