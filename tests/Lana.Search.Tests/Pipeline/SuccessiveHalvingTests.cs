using Lana.Candidates;
using Lana.FineTuning;
using Lana.Networks;
using Lana.Pool;
using Lana.Runs;

namespace Lana.Pipeline;

/// <summary>Selections whose layers may each be the teacher's own or one of two faster
/// operations.</summary>
[Collection(TorchCollection.Name)]
public sealed class SuccessiveHalvingTests : IDisposable
{
    private const double BudgetMs = 8.0;

    private readonly LoopBench _bench = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _bench.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Run_AnotherComesFurther_WinsThoughItsRankedLossIsHigher()
    {
        using var pool = await _bench.PoolAsync();
        var meter = _bench.Meter(1.0);
        var start = await _bench.RunAsync(pool, meter, BudgetMs);
        var tuner = new FakeTuner(student => -student.Layers.Count(IsTeacher));

        var result = await RunAsync(_bench, pool, meter, tuner, start, new SuccessiveHalvingOptions { Selections = 3, Epochs = 2 });

        Assert.Equal([2, 2, 2], tuner.Epochs);
        Assert.Equal(start.Selection, result.Trials[0].Chosen.Selection);
        Assert.Equal(3, result.Trials.Select(one => one.Chosen.Selection).Distinct().Count());
        Assert.All(result.Trials, one => Assert.True(one.Chosen.MeasuredMs <= BudgetMs));
        Assert.All(result.Trials, one => Assert.Equal(
            -one.Chosen.Selection.Count(choice => choice.Operation == TeacherOperation.OperationName), one.TrainedLoss));
        Assert.Equal(
            result.Trials.Max(one => one.Chosen.Selection.Count(choice => choice.Operation == TeacherOperation.OperationName)),
            result.Winner.Selection.Count(choice => choice.Operation == TeacherOperation.OperationName));
    }

    [Fact]
    public async Task Run_NobodyComesFurther_KeepsTheOneThatWasChosen()
    {
        using var pool = await _bench.PoolAsync();
        var meter = _bench.Meter(1.0);
        var start = await _bench.RunAsync(pool, meter, BudgetMs);

        var result = await RunAsync(_bench, pool, meter, new FakeTuner(_ => 1.0), start, new SuccessiveHalvingOptions());

        Assert.Equal(4, result.Trials.Count);
        Assert.Equal(start.Selection, result.Winner.Selection);
    }

    [Fact]
    public async Task Run_TableThatPredictsSlowerThanIsMeasured_FindsTrialsAsNearToTheBudget()
    {
        using var bench = new LoopBench { TableFactor = 1.06 };
        using var pool = await bench.PoolAsync();
        var meter = bench.Meter(1.0);
        var start = await bench.RunAsync(pool, meter, BudgetMs);

        var result = await RunAsync(bench, pool, meter, new FakeTuner(_ => 1.0), start, new SuccessiveHalvingOptions());

        Assert.Equal(4, result.Trials.Count);
        Assert.All(result.Trials, one => Assert.InRange(one.Chosen.MeasuredMs, 0.9 * BudgetMs, BudgetMs));
    }

    [Fact]
    public async Task Run_OthersMeasureOverTheBudget_ComparesNothing()
    {
        using var pool = await _bench.PoolAsync();
        var start = await _bench.RunAsync(pool, _bench.Meter(1.0), BudgetMs);
        var tuner = new FakeTuner(_ => 1.0);

        Assert.Null(await TryAsync(_bench, pool, _bench.Meter(2.0), tuner, start, new SuccessiveHalvingOptions()));
        Assert.Empty(tuner.Epochs);
    }

    [Fact]
    public async Task Run_ATrainingThatDiverges_IsNeverTheWinner()
    {
        using var pool = await _bench.PoolAsync();
        var meter = _bench.Meter(1.0);
        var start = await _bench.RunAsync(pool, meter, BudgetMs);
        var trainings = 0;
        var tuner = new FakeTuner(_ => ++trainings == 1 ? throw new NonFiniteLossException(3, double.NaN) : 1.0);

        var result = await RunAsync(_bench, pool, meter, tuner, start, new SuccessiveHalvingOptions());

        Assert.Equal(double.PositiveInfinity, result.Trials[0].TrainedLoss);
        Assert.Equal(result.Trials[1].Chosen, result.Winner);
    }

    [Fact]
    public async Task Run_Stopped_TrainsOnlyWhoIsLeft()
    {
        using var pool = await _bench.PoolAsync();
        var meter = _bench.Meter(1.0);
        var start = await _bench.RunAsync(pool, meter, BudgetMs);
        using var cancellation = new CancellationTokenSource();
        var first = new FakeTuner(student =>
        {
            cancellation.Cancel();
            return student.Layers.Count(IsTeacher);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RunAsync(_bench, pool, meter, first, start, new SuccessiveHalvingOptions(), cancellation.Token));
        var second = new FakeTuner(student => student.Layers.Count(IsTeacher));
        var measured = meter.Calls;

        var result = await RunAsync(_bench, pool, meter, second, start, new SuccessiveHalvingOptions());

        Assert.Equal((1, 3), (first.Epochs.Count, second.Epochs.Count));
        Assert.Equal(measured, meter.Calls);
        Assert.All(result.Trials, one => Assert.Equal(
            one.Chosen.Selection.Count(choice => choice.Operation == TeacherOperation.OperationName), one.TrainedLoss));
    }

    private static bool IsTeacher(NetworkLayer layer) => LoopBench.NameOf(layer) == TeacherOperation.OperationName;

    private async Task<SuccessiveHalvingResult> RunAsync(
        LoopBench bench,
        CandidatePool pool,
        FakeMeter meter,
        FakeTuner tuner,
        MeasuredSelection start,
        SuccessiveHalvingOptions halving,
        CancellationToken? cancellationToken = null) =>
        Assert.IsType<SuccessiveHalvingResult>(await TryAsync(bench, pool, meter, tuner, start, halving, cancellationToken));

    private Task<SuccessiveHalvingResult?> TryAsync(
        LoopBench bench,
        CandidatePool pool,
        FakeMeter meter,
        FakeTuner tuner,
        MeasuredSelection start,
        SuccessiveHalvingOptions halving,
        CancellationToken? cancellationToken = null)
    {
        var context = LoopBench.Context(cancellationToken);
        var parts = bench.Parts(meter) with { FineTuner = tuner };
        return new SuccessiveHalving(new RunStore(_scratch.Path, TimeProvider.System), context).RunAsync(
            new HalvingInputs(bench.Inputs(pool, parts, BudgetMs), start, halving, tuner));
    }
}
