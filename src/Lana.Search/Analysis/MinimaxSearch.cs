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
            return None(start);
        }

        if (!TryTake(start))
        {
            return None(start.Best.Bound > goal.MaxObjective
                ? TooMuch(start.Best.Objective)
                : start with { Status = SelectionStatus.TimedOut, Solutions = [] });
        }

        _low = goal.Devices.Max(device =>
            (CostOf(device).Constant + CostOf(device).ValueArrays.Sum(row => row.Min())) / device.Maximum);
        if (!Narrow())
        {
            _best = _best! with { Status = SelectionStatus.TimedOut };
        }

        return new MinimaxResult(_high, Math.Min(_low, _high), _best!);
    }

    private static MinimaxResult None(SelectionResult result) => new(
        double.PositiveInfinity,
        result.Status == SelectionStatus.Infeasible ? double.PositiveInfinity : 0.0,
        result);

    // Returns false if the time ran out.
    private bool Narrow()
    {
        for (var fraction = _low; _high - _low > goal.Tolerance * _high; fraction = 0.5 * (_low + _high))
        {
            var result = Select(fraction);
            var isFound = result.Solutions.Count > 0;
            if (isFound && TryTake(result))
            {
                continue;
            }

            if (result.Status != SelectionStatus.Infeasible && !(isFound && result.Best.Bound > goal.MaxObjective))
            {
                return false;
            }

            _low = fraction;
        }

        return true;
    }

    private bool TryTake(SelectionResult result)
    {
        var isWithin = result.Best.Objective <= goal.MaxObjective;
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
            var cost = CostOf(device);
            var maximum = Math.Min(cost.Maximum ?? double.PositiveInfinity, fraction * device.Maximum);
            limited = limited.WithLimit(device.Cost, cost.Minimum, maximum);
        }

        return selector.Select(limited, Left(), progress: null, cancellation);
    }

    private SelectionCost CostOf(CostBudget device) => problem.Costs[problem.IndexOfCost(device.Cost)];

    private SelectionOptions Left()
    {
        var left = options.TimeLimit - TimeProvider.System.GetElapsedTime(_started);
        return new SelectionOptions
        {
            Solutions = 1,
            Threads = options.Threads,
            Seed = options.Seed,
            TimeLimit = options.TimeLimit == Timeout.InfiniteTimeSpan ? options.TimeLimit
                : left > TimeSpan.Zero ? left : TimeSpan.FromTicks(1),
        };
    }

    private SelectionResult TooMuch(double least) => new(
        SelectionStatus.Infeasible,
        [],
        new("objective", $"No selection scores within {goal.MaxObjective}; the best, at any latency, scores {least}.", []),
        problem.Warnings);
}
