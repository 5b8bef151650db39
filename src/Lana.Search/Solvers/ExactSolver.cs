using Lana.Solvers.Branching;
using Lana.Solvers.Diverse;
using Lana.Solvers.Knapsack;
using Lana.Solvers.OrTools;

namespace Lana.Solvers;

/// <summary>Finds one optimum after another: drops dominated options, then uses the method that fits. One instance for
/// each run.</summary>
internal sealed class ExactSolver(SelectionOptions options, bool usesCpSatOnly)
{
    private const long MaxNodes = 200_000;
    private const int SmallProblem = 12;

    private readonly DiverseSolver _diverse = new(options.Seed, options.ThreadCount);
    private readonly CpSatSolver _cpSat = new(options.ThreadCount, options.Seed);

    public SolveOutcome Solve(SolveRequest request, StopSignal stop)
    {
        if (request.Model.HasEmptyVariable)
        {
            return SolveOutcome.Infeasible;
        }

        foreach (var narrowed in ScoreOutliers.Without(request))
        {
            var outcome = narrowed.Restore(SolveAll(narrowed.Request, stop));
            if (outcome.Choice is not null || stop.IsSet)
            {
                return outcome;
            }
        }

        return SolveAll(request, stop);
    }

    private SolveOutcome SolveAll(SolveRequest request, StopSignal stop)
    {
        if (!usesCpSatOnly && request.Model.IsKnapsack && request.Earlier.Count == 0)
        {
            return KnapsackSolver.Solve(request, stop);
        }

        var reduced = Dominance.Reduce(request);
        return reduced.Restore(usesCpSatOnly
            ? _cpSat.Solve(reduced.Request, stop)
            : SolveReduced(request, reduced.Request, stop));
    }

    private SolveOutcome SolveReduced(SolveRequest original, SolveRequest request, StopSignal stop)
    {
        if (request.Earlier.Count > 0 && DiverseSolver.CanSolve(request.Model)
            && request.Model.Variables.Length > SmallProblem)
        {
            var next = _diverse.Solve(original, request, stop);
            if (stop.IsSet || (next.Choice is not null && request.Gap > 0.0) || request.IsGoodEnough(next.Choice, next.Bound))
            {
                return next;
            }

            request = request with { Hint = next.Choice ?? request.Hint, Bound = Math.Max(request.Bound, next.Bound) };
        }

        var outcome = BranchAndBound.Solve(request, MaxNodes, stop);
        return outcome.IsInfeasible || stop.IsSet || request.IsGoodEnough(outcome.Choice, outcome.Bound)
            ? outcome
            : _cpSat.Solve(request with { Hint = outcome.Choice, Bound = outcome.Bound }, stop);
    }
}
