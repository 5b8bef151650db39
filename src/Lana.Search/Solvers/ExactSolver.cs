using Lana.Solvers.Diverse;
using Lana.Solvers.Knapsack;
using Lana.Solvers.Modelling;
using Lana.Solvers.OrTools;

namespace Lana.Solvers;

/// <summary>One optimum after another: presolve, then the method that fits. One for each run.</summary>
internal sealed class ExactSolver(SelectionOptions options)
{
    private const long NodeLimit = 200_000;
    private const int SmallProblem = 12;

    private readonly DiverseSolver _diverse = new(options.Seed, options.ThreadCount);

    public SolveOutcome Solve(SolveRequest request, StopSignal stop)
    {
        if (Array.Exists(request.Model.Variables, variable => variable.Count == 0))
        {
            return SolveOutcome.Infeasible;
        }

        if (options.Backend == SelectionBackend.Auto && request.Model.IsKnapsack && request.Earlier.Count == 0)
        {
            return KnapsackSolver.Solve(request, stop);
        }

        var reduced = ReducedRequest.Of(request);
        return reduced.Restore(SolveReduced(request, reduced.Request, stop));
    }

    private SolveOutcome SolveReduced(SolveRequest original, SolveRequest request, StopSignal stop)
    {
        if (options.Backend != SelectionBackend.Auto)
        {
            return OrToolsSolver.Solve(request, new CpSatBackend(options.ThreadCount, options.Seed), stop);
        }

        if (request.Earlier.Count > 0 && DiverseSolver.CanSolve(request.Model)
            && request.Model.Variables.Length > SmallProblem)
        {
            var next = _diverse.Solve(original, request, stop);
            if (stop.IsSet || (next.Choice is { } found
                && (request.Gap > 0.0 || request.IsGoodEnough(request.Model.Objective(found), next.Bound))))
            {
                return next;
            }

            request = request with { Hint = next.Choice ?? request.Hint, Bound = Math.Max(request.Bound, next.Bound) };
        }

        var outcome = BranchAndBound.Solve(request, NodeLimit, stop);
        if (outcome.IsInfeasible || stop.IsSet
            || (outcome.Choice is { } choice && request.IsGoodEnough(request.Model.Objective(choice), outcome.Bound)))
        {
            return outcome;
        }

        return OrToolsSolver.Solve(
            request with { Hint = outcome.Choice, Bound = outcome.Bound }, new CpSatBackend(options.ThreadCount, options.Seed), stop);
    }
}
