namespace Lana.Solvers.Diverse;

/// <summary>Finds the next of many selections within one maximum, up to a gap: annealing gives selections; the
/// relaxation, and a tree that splits the part near it, give a bound.</summary>
/// <remarks>There is one instance for each run: the tree and the selections found so far are kept for later
/// solutions.</remarks>
internal sealed class DiverseSolver(int seed, int threads = 1)
{
    private const int MaxOptions = 16;
    private const int Restarts = 4;
    private const int FirstStepsPerVariable = 4_000;
    private const int LaterStepsPerVariable = 7_000;
    private const int Cycles = 3;
    private const int MaxRounds = 10;
    private const int MaxRoundsOfProof = 50;
    private const double RoundsAtStart = 20.0;
    private const double RoundsPerSolution = 2.2;
    private const int NodesPerRound = 4000;
    private const double MinShare = 1e-3;
    private const double ShareOfProof = 1e-2;
    private const double FirstCeiling = 1.5;

    private readonly SelectionPool _pool = new();

    // Rounds that easy solutions do not use are available to hard ones.
    private double _rounds = RoundsAtStart;
    private OverlapTree? _tree;
    private bool _treeSufficed;
    private double _ceilingShare = FirstCeiling;

    public static bool CanSolve(SelectionModel model) =>
        model.IsKnapsack && Array.TrueForAll(model.Variables, variable => variable.Weight == 1);

    /// <summary>Solves a request, given with all options and without dominated ones; the answer is in the options of the
    /// latter.</summary>
    public SolveOutcome Solve(SolveRequest request, SolveRequest reduced, StopSignal stop)
    {
        var relaxation = OverlapRelaxation.Of(reduced);
        var bound = Math.Max(request.Bound, relaxation.Bound);
        var best = reduced.Better(reduced.Hint, _pool.Best(reduced));
        if (!reduced.IsGoodEnough(best, bound))
        {
            best = reduced.Better(best, Anneal(reduced, relaxation, (0, best), stop));
        }

        _rounds += RoundsPerSolution;
        for (var round = 1; IsAllowed(request, round) && !reduced.IsGoodEnough(best, bound) && !stop.IsSet; round++)
        {
            _rounds--;
            var (found, raised) = Advance(request, reduced, relaxation, (round, best), stop);
            best = reduced.Better(best, found);
            bound = Math.Max(bound, raised);
        }

        return Conclude(reduced, best, bound);
    }

    private static SolveOutcome Conclude(SolveRequest request, int[]? best, double bound) => new(
        best,
        best is not null && request.Model.Objective(best) is var objective && objective - bound <= request.Tolerance
            ? objective
            : bound);

    // A proof may take longer than a gap.
    private bool IsAllowed(SolveRequest request, int round) => request.Gap > 0.0
        ? round == 1 || (round <= MaxRounds && _rounds >= 1.0)
        : round <= MaxRoundsOfProof;

    // Both halves do a fixed amount of work independently: the result does not depend on the number of threads.
    private (int[]? Found, double Bound) Advance(
        SolveRequest request,
        SolveRequest reduced,
        OverlapRelaxation relaxation,
        (int Round, int[]? Best) state,
        StopSignal stop)
    {
        var enough = state.Best is { } best
            ? reduced.EnoughFor(reduced.Model.Objective(best))
            : double.PositiveInfinity;
        Grow(request, relaxation);

        // If the tree alone answered the request before, it runs alone first.
        var isUnaided = _treeSufficed && state.Round == 1;
        int[]? annealed = null;
        int[]? proven = null;
        Parallel.Invoke(
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => annealed = state.Round <= MaxRounds && !isUnaided ? Anneal(reduced, relaxation, state, stop) : null,
            () => proven = _tree?.Search(request, enough, NodesPerRound, threads, stop));
        _treeSufficed = proven is not null || (_tree is not null && reduced.IsGoodEnough(state.Best, _tree.Bound));
        if (proven is not null)
        {
            _pool.Add(request.Model, proven);
            annealed = reduced.Better(annealed, _pool.Best(reduced));
        }

        return (annealed, _tree?.Bound ?? double.NegativeInfinity);
    }

    private void Grow(SolveRequest request, OverlapRelaxation relaxation)
    {
        var isStrong = _tree is not null && _tree.Bound >= relaxation.Bound;
        if (isStrong && !_tree!.IsExhausted)
        {
            return;
        }

        _ceilingShare *= isStrong ? 2.0 : 1.0;
        _tree = OverlapTree.TryPlant(request, relaxation, _ceilingShare * Unit(request, relaxation));
    }

    private int[]? Anneal(
        SolveRequest request, OverlapRelaxation relaxation, (int Round, int[]? Best) state, StopSignal stop)
    {
        var (round, best) = state;
        var (steps, cycles) = round == 0 ? (FirstStepsPerVariable, 1) : (LaterStepsPerVariable, Cycles);
        steps *= request.Model.Variables.Length;
        var unit = Unit(request, relaxation);
        var lead = best is null ? unit : request.Model.Objective(best) - relaxation.Bound;
        var pressure = 1.0;
        for (var restart = 0; restart < Restarts && !stop.IsSet; restart++)
        {
            int[]? found = null;
            for (var cycle = 0; cycle < cycles; cycle++)
            {
                // The width around the best options is the distance of the best selection so far from the bound.
                var width = Math.Clamp(lead, unit, 4.0 * unit);
                var narrowed = new NarrowedRequest(request, Narrow(relaxation, 0.5 * width * pressure));
                var penalties = Array.ConvertAll(
                    relaxation.OverlapPrices, price => pressure * ((1.2 * price) + (0.2 * width)));
                var random = SeedOf(request.Earlier.Count, (((round * Restarts) + restart) * Cycles) + cycle);
                var plan = new AnnealingPlan(
                    steps, 0.2 * width, 0.05 * unit, 1.2 * pressure * relaxation.Price, random);
                if (OverlapAnnealer.Search(narrowed.Request, penalties, plan, stop) is { } choice)
                {
                    var restored = narrowed.Restore(choice);
                    _pool.Add(request.Model, restored);
                    found = request.Better(found, restored);
                }
            }

            if (found is not null)
            {
                return found;
            }

            pressure *= 4.0;
        }

        return null;
    }

    private ulong SeedOf(int solution, int annealing) =>
        (ulong)(((long)seed * 1_000_003) + (solution * 7919)) + (ulong)annealing;

    // The requested gap in the unit of the objective.
    private static double Unit(SolveRequest request, OverlapRelaxation relaxation) =>
        (request.Gap > 0.0 ? Math.Max(request.Gap, MinShare) : ShareOfProof)
        * Math.Max(Math.Abs(relaxation.Bound), 1e-6 * request.Model.Scale);

    private static int[][] Narrow(OverlapRelaxation relaxation, double width) => Array.ConvertAll(
        relaxation.ReducedCosts, reduced => Enumerable.Range(0, reduced.Length)
            .Where(o => reduced[o] <= width).OrderBy(o => reduced[o]).ThenBy(o => o).Take(MaxOptions).ToArray());
}
