using Lana.Analysis.Refining;
using Lana.Candidates;
using Lana.Selections;

namespace Lana.Pipeline;

/// <summary>Refinement of a selection whose layers may each be the teacher's own or one of two faster
/// operations.</summary>
[Collection(TorchCollection.Name)]
public sealed class RefinementStageTests : IDisposable
{
    private const string Best = "cb_stack_k1_w0.5";
    private const double BudgetMs = 8.0;

    private readonly LoopBench _bench = new();

    public void Dispose() => _bench.Dispose();

    // The teacher's own layers in the first half, the slower of the two operations behind it.
    private static MeasuredSelection Start(double loss)
    {
        var selection = new Selection(Some.Definition.Layers.Select(layer => new CandidateKey(
            layer.Name, layer.Index < 4 ? TeacherOperation.OperationName : "efn_e1_k3")));
        return new MeasuredSelection(
            selection, loss, LoopBench.PlainSum([.. selection.Operations]), LoopBench.PlainSum([.. selection.Operations]), BudgetMs, 1);
    }

    [Fact]
    public async Task Run_BetterSwaps_TakesThemAndMeasuresEach()
    {
        using var pool = await _bench.PoolAsync();
        _bench.Loss = Others;
        var meter = _bench.Meter(1.0);
        var options = new RefinementOptions { MaxEvaluations = 200 };

        var refined = await _bench.RefineAsync(pool, meter, options, Start(8.0));

        Assert.All(refined.Chosen.Selection, choice => Assert.Equal(Best, choice.Operation));
        Assert.Equal(0.0, refined.Chosen.RankedLoss);
        Assert.Equal(Some.Definition.Layers.Length, refined.Swaps.Count);
        Assert.Equal(2 * refined.Swaps.Count, meter.Networks);
        Assert.Equal(1 + refined.Swaps.Count, refined.Chosen.Rounds);
        Assert.Equal(LoopBench.PlainSum([.. refined.Chosen.Selection.Operations]), refined.Chosen.MeasuredMs, 1e-9);
        Assert.Equal(refined.Chosen.MeasuredMs, refined.Chosen.PredictedMs, 1e-9);
    }

    [Fact]
    public async Task Run_SwapThatMeasuresOverTheBudget_IsNotTaken()
    {
        using var pool = await _bench.PoolAsync();
        _bench.Loss = Others;
        var meter = new FakeMeter((subject, _) => subject.Name == "teacher" ? LoopBench.TeacherMs : BudgetMs + 0.1);

        var start = Start(8.0);
        var refined = await _bench.RefineAsync(pool, meter, new RefinementOptions(), start);

        Assert.Empty(refined.Swaps);
        Assert.True(meter.Calls > 0);
        Assert.Equal(start with { Rounds = 1 + meter.Networks }, refined.Chosen);
    }

    [Fact]
    public async Task Run_NothingBetter_MeasuresNothing()
    {
        using var pool = await _bench.PoolAsync();
        _bench.Loss = _ => 1.0;
        var meter = _bench.Meter(1.0);
        var options = new RefinementOptions { MaxEvaluations = 9 };

        var refined = await _bench.RefineAsync(pool, meter, options, Start(1.0));

        Assert.Equal(Start(1.0).Selection, refined.Chosen.Selection);
        Assert.Equal((9, 0), (refined.Evaluations, meter.Networks));
    }

    [Fact]
    public async Task Run_SwapPredictedOverTheBudget_IsNotEvenRanked()
    {
        using var pool = await _bench.PoolAsync();

        // Only the teacher's own layers are good, and none of them fits any more.
        _bench.Loss = network => network.Layers.Count(
            layer => LoopBench.NameOf(layer) != TeacherOperation.OperationName);
        var start = Start(4.0) with { BudgetMs = Start(4.0).MeasuredMs };

        var refined = await _bench.RefineAsync(pool, _bench.Meter(1.0), new RefinementOptions(), start);

        Assert.Empty(refined.Swaps);
        Assert.Equal(start.Selection, refined.Chosen.Selection);
        Assert.True(refined.Evaluations < Some.Definition.Layers.Length * 2, $"{refined.Evaluations} evaluations");
    }

    [Fact]
    public async Task Run_TableThatPredictsSlowerThanIsMeasured_StillBeginsAtTheStart()
    {
        // All networks of the table say 6 % more than the start took, which used its whole budget.
        using var bench = new LoopBench { TableFactor = 1.06 };
        using var pool = await bench.PoolAsync();
        bench.Loss = Others;
        var start = Start(8.0) with { BudgetMs = Start(8.0).MeasuredMs };

        var refined = await bench.RefineAsync(
            pool, bench.Meter(1.0), new RefinementOptions { MaxEvaluations = 200 }, start);

        Assert.All(refined.Chosen.Selection, choice => Assert.Equal(Best, choice.Operation));
    }

    private static double Others(Networks.Network network) =>
        network.Layers.Count(layer => LoopBench.NameOf(layer) != Best);
}
