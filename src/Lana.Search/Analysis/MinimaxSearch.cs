using Lana.Problem;
using Lana.Solvers;

namespace Lana.Analysis;

/// <summary>Bisection over the share of every device's reference.</summary>
internal sealed class MinimaxSearch(
    IOperationSelector selector,
    SelectionProblem problem,
    MinimaxGoal goal,
    SelectionOptions options,
    CancellationToken cancellation)
{
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private SelectionResult? _best;
    private double _high = double.PositiveInfinity;
    private double _low;

    public MinimaxResult Run()
    {
        var start = Select(double.PositiveInfinity);
        if (start.Solutions.Count == 0)
        {
            var bound = start.Status == SelectionStatus.Infeasible ? double.PositiveInfinity : 0.0;
            return new MinimaxResult(double.PositiveInfinity, bound, start);
        }

        if (!TryTake(start))
        {
            return start.Best.Bound > goal.MaximumObjective
                ? new MinimaxResult(double.PositiveInfinity, double.PositiveInfinity, TooMuch(start.Best.Objective))
                : new MinimaxResult(
                    double.PositiveInfinity, 0.0, start with { Status = SelectionStatus.TimedOut, Solutions = [] });
        }

        _low = goal.Devices.Max(device => CheapestOf(device.Cost) / device.Maximum);
        if (!Narrow())
        {
            _best = _best! with { Status = SelectionStatus.TimedOut };
        }

        return new MinimaxResult(_high, Math.Min(_low, _high), _best!);
    }

    // False where the time was up.
    private bool Narrow()
    {
        for (var fraction = _low; _high - _low > goal.Tolerance * _high; fraction = 0.5 * (_low + _high))
        {
            var result = Select(fraction);
            if (result.Solutions.Count > 0 && TryTake(result))
            {
                continue;
            }

            var isProven = result.Status == SelectionStatus.Infeasible
                || (result.Solutions.Count > 0 && result.Best.Bound > goal.MaximumObjective);
            if (!isProven)
            {
                return false;
            }

            _low = fraction;
        }

        return true;
    }

    private bool TryTake(SelectionResult result)
    {
        var isWithin = result.Best.Objective <= goal.MaximumObjective;
        if (isWithin)
        {
            _best = result;
            _high = goal.Devices.Max(device => result.Best.Costs[device.Cost] / device.Maximum);
        }

        return isWithin;
    }

    private SelectionResult Select(double fraction)
    {
        var limited = problem;
        foreach (var device in goal.Devices.Where(_ => double.IsFinite(fraction)))
        {
            var cost = problem.Costs[problem.IndexOfCost(device.Cost)];
            limited = limited.WithLimit(
                device.Cost,
                cost.Minimum,
                Math.Min(cost.Maximum ?? double.PositiveInfinity, fraction * device.Maximum));
        }

        return selector.Select(limited, Left(), progress: null, cancellation);
    }

    private double CheapestOf(string name)
    {
        var cost = problem.Costs[problem.IndexOfCost(name)];
        return cost.Constant + cost.Values.Sum(row => row.Min());
    }

    private SelectionOptions Left()
    {
        var left = options.TimeLimit - TimeProvider.System.GetElapsedTime(_started);
        return new SelectionOptions
        {
            Solutions = 1,
            Backend = options.Backend,
            Threads = options.Threads,
            Seed = options.Seed,
            TimeLimit = options.TimeLimit == Timeout.InfiniteTimeSpan ? options.TimeLimit
                : left > TimeSpan.Zero ? left : TimeSpan.FromTicks(1),
        };
    }

    private SelectionResult TooMuch(double least) => new(
        SelectionStatus.Infeasible,
        [],
        new SelectionInfeasibility(
            "objective",
            $"No selection scores within {goal.MaximumObjective}; the best, at any latency, scores {least}.",
            []),
        problem.Warnings);
}
