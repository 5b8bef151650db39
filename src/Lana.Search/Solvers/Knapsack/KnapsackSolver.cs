namespace Lana.Solvers.Knapsack;

/// <summary>The exact optimum of a problem with one maximum and no other rule: the multiple-choice knapsack.</summary>
/// <remarks>Relaxation, a first selection from it, items dropped by their reduced cost, then a dynamic program below a
/// threshold that is raised from just above the relaxation until an answer is found: the first one is the optimum.</remarks>
internal sealed class KnapsackSolver
{
    private const long LabelLimit = 20_000_000;
    private const double FirstThreshold = 1.0 / 256.0;
    private const double ThresholdGrowth = 1.5;

    private readonly SolveRequest _request;
    private readonly StopSignal _stop;
    private readonly KnapsackClass[] _classes;
    private readonly double _capacity;

    private KnapsackSolver(SolveRequest request, StopSignal stop)
    {
        (_request, _stop) = (request, stop);
        _capacity = request.Model.OnlyLimit;
        _classes = [.. request.Model.OnlyLimitedCosts()
            .Zip(request.Model.Variables, (costs, variable) => KnapsackClass.Of(costs, variable.Scores))];
    }

    public static SolveOutcome Solve(SolveRequest request, StopSignal stop) =>
        new KnapsackSolver(request, stop).Solve();

    private SolveOutcome Solve()
    {
        if (KnapsackRelaxation.Solve(_classes, _capacity) is not { } relaxation)
        {
            return SolveOutcome.Infeasible;
        }

        var start = Improve(relaxation);
        var reference = ScoreOf(relaxation.Items);
        var bound = reference + relaxation.Value;
        if (_request.IsGoodEnough(ScoreOf(start), bound))
        {
            return ToOutcome(start, bound);
        }

        var (best, gap) = Search(relaxation, start, ScoreOf(start) - reference);
        return ToOutcome(best, ScoreOf(best) - gap);
    }

    // Returns the best selection and the maximum distance of the optimum below it.
    private (int[] Best, double Gap) Search(KnapsackRelaxation relaxation, int[] start, double startValue)
    {
        var (low, high) = (relaxation.Value, startValue - _request.Tolerance);
        var labels = LabelLimit;
        using var sweep = new LabelSweep();
        for (var share = FirstThreshold; low < high; share *= ThresholdGrowth)
        {
            var threshold = share >= 1.0 ? high : relaxation.Value + (share * (high - relaxation.Value));
            var core = KnapsackCore.Of(_classes, relaxation, threshold);
            var program = new BoundedDynamicProgram(core, sweep, _request.Tolerance);
            if (!program.TrySolve(threshold, _stop, ref labels, out var items))
            {
                return (start, startValue - low);
            }

            if (items is not null)
            {
                return (core.Restore(items), 0.0);
            }

            low = threshold;
        }

        return (start, 0.0);
    }

    // Uses the remaining capacity, one change after another, each time the one with the largest gain.
    private int[] Improve(KnapsackRelaxation relaxation)
    {
        var items = (int[])relaxation.Items.Clone();
        var residual = relaxation.Residual;
        while (true)
        {
            var (gain, best, to) = (0.0, -1, 0);
            for (var i = 0; i < _classes.Length; i++)
            {
                // Scores descend with cost: the last item that fits gains the most.
                var group = _classes[i];
                var j = items[i];
                while (j + 1 < group.Count && group.Costs[j + 1] - group.Costs[items[i]] <= residual)
                {
                    j++;
                }

                if (group.Scores[items[i]] - group.Scores[j] > gain)
                {
                    (gain, best, to) = (group.Scores[items[i]] - group.Scores[j], i, j);
                }
            }

            if (best < 0)
            {
                return items;
            }

            residual -= _classes[best].Costs[to] - _classes[best].Costs[items[best]];
            items[best] = to;
        }
    }

    private double ScoreOf(int[] items) => items.Select((item, i) => _classes[i].Scores[item]).Sum();

    private SolveOutcome ToOutcome(int[] items, double bound)
    {
        int[] choice = [.. items.Select((item, i) => _classes[i].Options[item])];
        var objective = _request.Model.Objective(choice);
        var isProven = ScoreOf(items) - bound <= _request.Tolerance;
        return new SolveOutcome(choice, isProven ? objective : Math.Min(objective, bound));
    }
}
