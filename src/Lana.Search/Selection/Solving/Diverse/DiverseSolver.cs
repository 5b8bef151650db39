using Lana.Selection.Solving.OrTools;

namespace Lana.Selection.Solving.Diverse;

/// <summary>The next of many selections within one maximum, to a gap: a bound from the relaxation, a selection from
/// annealing or from a beam along the relaxation, and SCIP on what the bound leaves open where the two are far
/// apart.</summary>
/// <remarks>One for each run: selections found on the way are kept for later solutions.</remarks>
internal sealed class DiverseSolver(int seed)
{
    private const int MostOptions = 16;
    private const int Restarts = 4;
    private const int AnnealingSteps = 200_000;
    private const int Beams = 4;
    private const int BeamWidth = 4000;
    private const double WorthClosing = 3.0;
    private const double NarrowestShare = 1e-3;

    private static readonly double[] Strictness = [3.0, 1.5, 6.0];

    // Ends the search after so many nodes: unlike a time limit that gives the same answer on every machine.
    private static readonly ModelBuilderBackend Scip = new("scip", "limits/nodes=100,limits/gap=");

    private readonly SelectionPool _pool = new();

    public static bool CanSolve(SelectionModel model) =>
        model.IsKnapsack && Array.TrueForAll(model.Variables, variable => variable.Weight == 1);

    /// <summary>Solves; the request is reduced already.</summary>
    public SolveOutcome Solve(SolveRequest request, StopSignal stop)
    {
        var relaxation = OverlapRelaxation.Of(request);
        var bound = Math.Max(request.Bound, relaxation.Bound);
        var best = Better(request, request.Hint, _pool.Best(request));
        for (var attempt = 0; attempt <= Beams && !IsEnough(request, best, bound, 1.0) && !stop.IsSet; attempt++)
        {
            best = Better(request, best, attempt == 0
                ? Anneal(request, relaxation, AnnealingSteps, stop)
                : Round(request, relaxation, attempt, stop));
        }

        if (stop.IsSet || IsEnough(request, best, bound, WorthClosing))
        {
            return new SolveOutcome(best, bound);
        }

        return Close(request, relaxation, best, bound, stop);
    }

    private int[]? Anneal(SolveRequest request, OverlapRelaxation relaxation, int steps, StopSignal stop)
    {
        var width = Math.Max(request.Gap, NarrowestShare) * Math.Max(Math.Abs(relaxation.Bound), 1e-6 * request.Model.Scale);
        var pressure = 1.0;
        for (var restart = 0; restart < Restarts && !stop.IsSet; restart++)
        {
            var narrowed = new NarrowedRequest(request, Narrow(relaxation, width * pressure, MostOptions));
            var penalties = Array.ConvertAll(
                relaxation.OverlapPrices, price => pressure * ((1.5 * price) + (0.1 * width)));
            var random = unchecked((ulong)((((long)seed * 7919) + request.Earlier.Count) * 31) + (ulong)(steps + restart));
            var plan = new AnnealingPlan(steps, 0.3 * width, 0.03 * width, 1.5 * pressure * relaxation.Price, random);
            if (OverlapAnnealer.Search(narrowed.Request, penalties, plan, stop) is { } choice)
            {
                return narrowed.Restore(choice);
            }

            pressure *= 4.0;
        }

        return null;
    }

    // A beam along the relaxation; what else it finds may serve later solutions.
    private int[]? Round(SolveRequest request, OverlapRelaxation relaxation, int attempt, StopSignal stop)
    {
        var reach = Math.Max(request.Gap, NarrowestShare) * Math.Max(Math.Abs(relaxation.Bound), 1e-6 * request.Model.Scale);
        var kept = Narrow(relaxation, reach, MostOptions);
        var narrowed = new NarrowedRequest(request, kept);
        double[][] Select(double[][] values) => [.. kept.Select((options, v) => Array.ConvertAll(options, o => values[v][o]))];
        var rows = BeamRow.Of(narrowed.Request, relaxation, Select(relaxation.Shares), Strictness[attempt % Strictness.Length], 0.1 * reach);
        var beam = new BeamPlan(BeamWidth, Strictness[attempt % Strictness.Length], (ulong)((((long)seed * 7919) + request.Earlier.Count) * 31) + (ulong)attempt);
        var found = OverlapBeam.Search(narrowed.Request, Select(relaxation.ReducedCosts), rows, beam, stop)
            .ConvertAll(narrowed.Restore);
        found.ForEach(choice => _pool.Add(request.Model, choice));
        return found.Aggregate((int[]?)null, (best, choice) => Better(request, best, choice));
    }

    private static bool IsEnough(SolveRequest request, int[]? best, double bound, double share) => best is not null
        && (request with { Gap = share * request.Gap }).IsGoodEnough(request.Model.Objective(best), bound);

    // Whatever is better than the best so far keeps every reduced cost below its lead over the bound.
    private static SolveOutcome Close(
        SolveRequest request, OverlapRelaxation relaxation, int[]? best, double bound, StopSignal stop)
    {
        var open = best is null ? double.PositiveInfinity : request.Model.Objective(best) - relaxation.Bound;
        var narrowed = new NarrowedRequest(
            request with { Hint = best, Bound = bound }, Narrow(relaxation, open, int.MaxValue));
        var outcome = OrToolsSolver.Solve(narrowed.Request, Scip, stop);
        if (outcome.Choice is { } choice)
        {
            best = Better(request, best, narrowed.Restore(choice));
        }

        if (best is null)
        {
            return new SolveOutcome(null, outcome.Bound);
        }

        var objective = request.Model.Objective(best);
        return new SolveOutcome(best, Math.Min(objective, Math.Max(bound, outcome.Bound)));
    }

    private static int[][] Narrow(OverlapRelaxation relaxation, double width, int most) => Array.ConvertAll(
        relaxation.ReducedCosts, reduced => Enumerable.Range(0, reduced.Length)
            .Where(o => reduced[o] <= width).OrderBy(o => reduced[o]).ThenBy(o => o).Take(most).ToArray());

    private static int[]? Better(SolveRequest request, int[]? choice, int[]? other)
    {
        if (choice is null || other is null)
        {
            return choice ?? other;
        }

        return request.Model.Objective(other) < request.Model.Objective(choice) ? other : choice;
    }
}
