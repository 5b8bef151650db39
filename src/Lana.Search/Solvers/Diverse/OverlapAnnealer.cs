namespace Lana.Solvers.Diverse;

/// <summary>Simulated annealing that searches for a good selection within one maximum and the overlap with earlier
/// ones.</summary>
/// <remarks>A heuristic. The maximum and the overlap may be exceeded during the search, at a penalty above the gain.</remarks>
internal sealed class OverlapAnnealer
{
    private const int StopCheckInterval = 1 << 12;

    // Minus the logarithm of numbers spread evenly between 0 and 1: drawing from this table replaces computing a logarithm.
    private static readonly double[] Logs =
        [.. Enumerable.Range(0, 1 << 12).Select(i => -Math.Log((i + 0.5) / (1 << 12)))];

    private readonly double[][] _scores;
    private readonly double[][] _costs;
    private readonly double _capacity;
    private readonly AnnealingPlan _plan;
    private readonly OverlapIndex _index;
    private readonly int[] _choice;
    private double _left;
    private double _score;
    private int[]? _best;
    private double _bestScore = double.PositiveInfinity;

    private OverlapAnnealer(SolveRequest request, double[] penalties, AnnealingPlan plan)
    {
        var model = request.Model;
        _plan = plan;
        _scores = Array.ConvertAll(model.Variables, variable => variable.Scores);
        (_costs, _capacity) = (model.OnlyLimitedCosts(), model.OnlyLimit);
        _index = new OverlapIndex(request, penalties);
        _choice = new int[model.Variables.Length];
    }

    /// <summary>Searches from the first option of every variable; null if no selection that keeps the rules was
    /// found.</summary>
    public static int[]? Search(SolveRequest request, double[] penalties, AnnealingPlan plan, StopSignal stop)
    {
        var search = new OverlapAnnealer(request, penalties, plan);
        search.Run(stop);
        return search._best is { } best && request.Model.MeetsLimits(best) ? best : null;
    }

    private void Run(StopSignal stop)
    {
        int[] movable = [.. Enumerable.Range(0, _costs.Length).Where(v => _costs[v].Length > 1)];
        _left = _capacity - _costs.Sum(costs => costs[0]);
        _score = _scores.Sum(scores => scores[0]);
        Record();
        var random = new SplitMix64(_plan.Seed);
        var temperature = _plan.StartTemperature;
        var cooling = Math.Pow(_plan.EndTemperature / _plan.StartTemperature, 1.0 / _plan.Steps);
        for (var step = 1; step <= _plan.Steps && movable.Length > 0; step++, temperature *= cooling)
        {
            if (step % StopCheckInterval == 0 && stop.IsSet)
            {
                return;
            }

            var v = movable[random.NextBelow(movable.Length)];
            var to = random.NextBelow(_costs[v].Length - 1);
            to += to >= _choice[v] ? 1 : 0;
            if (TryMove(v, to, temperature * Logs[random.NextBelow(Logs.Length)]))
            {
                Record();
            }
        }
    }

    private bool TryMove(int v, int to, double allowed)
    {
        var (from, costs, scores) = (_choice[v], _costs[v], _scores[v]);
        var leftAfter = _left + costs[from] - costs[to];
        var change = scores[to] - scores[from] + Overrun(leftAfter) - Overrun(_left);

        // Only agreements beyond the limit can make a change cheaper; for most changes the others need not be computed.
        if ((_index.Excess == 0 && change > allowed) || change + _index.Change(v, from, to) > allowed)
        {
            return false;
        }

        _index.Apply(v, from, to);
        _choice[v] = to;
        _left = leftAfter;
        _score += scores[to] - scores[from];
        return true;
    }

    private void Record()
    {
        if (_index.Excess == 0 && _left >= 0.0 && _score < _bestScore)
        {
            _bestScore = _score;
            _best = (int[])_choice.Clone();
        }
    }

    private double Overrun(double left) => left >= 0.0 ? 0.0 : -_plan.OverrunPrice * left;
}
