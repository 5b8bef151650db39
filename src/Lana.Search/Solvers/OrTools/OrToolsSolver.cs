using Lana.Solvers.Modelling;

namespace Lana.Solvers.OrTools;

/// <summary>Runs a back end and checks its answers in doubles: what fails the check is excluded, and it runs
/// again.</summary>
internal static class OrToolsSolver
{
    private const int Attempts = 50;

    public static SolveOutcome Solve(SolveRequest request, CpSatBackend backend, StopSignal stop)
    {
        if (Array.Exists(request.Model.Variables, variable => variable.Count == 0))
        {
            return SolveOutcome.Infeasible;
        }

        var form = new LinearForm(request);
        var bound = request.Bound;
        for (var attempt = 0; attempt < Attempts && !stop.IsSet; attempt++)
        {
            var outcome = backend.Solve(request, form, stop);
            bound = Math.Max(bound, outcome.Bound);
            if (outcome.Choice is not { } choice)
            {
                return Better(request, null, bound);
            }

            if (request.Model.IsFeasible(choice, request.Earlier, request.OverlapLimit))
            {
                return Better(request, choice, bound);
            }

            form.Rows.Add(form.Without(choice));
        }

        return Better(request, null, bound);
    }

    private static SolveOutcome Better(SolveRequest request, int[]? choice, double bound)
    {
        var hint = request.Hint;
        var best = choice is null || (hint is not null && request.Model.Objective(hint) < request.Model.Objective(choice))
            ? hint ?? choice
            : choice;
        if (best is null)
        {
            return new SolveOutcome(null, bound);
        }

        // Integer rounding leaves a bound a hair below the optimum; a hair is the noise of adding doubles.
        var objective = request.Model.Objective(best);
        var isTight = objective - bound <= 1e-9 * request.Model.Scale;
        return new SolveOutcome(best, isTight ? objective : Math.Min(bound, objective));
    }
}
