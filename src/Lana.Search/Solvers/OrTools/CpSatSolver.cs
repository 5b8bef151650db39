using Google.OrTools.Sat;

namespace Lana.Solvers.OrTools;

/// <summary>CP-SAT of OR-Tools. Its answers are checked in doubles: an answer that fails is excluded, and the solver
/// runs again.</summary>
internal sealed class CpSatSolver(int threads, int seed)
{
    private const int MaxAttempts = 50;

    /// <exception cref="Native.NativeLibraryException">The native library of OR-Tools is missing or does not load.</exception>
    public SolveOutcome Solve(SolveRequest request, StopSignal stop)
    {
        if (request.Model.HasEmptyVariable)
        {
            return SolveOutcome.Infeasible;
        }

        OrToolsLibrary.EnsureUsable();
        var program = new CpSatProgram(request);
        var bound = request.Bound;
        for (var attempt = 0; attempt < MaxAttempts && !stop.IsSet; attempt++)
        {
            var outcome = Run(program, request.Gap, stop);
            bound = Math.Max(bound, outcome.Bound);
            if (outcome.Choice is not { } choice || request.IsFeasible(choice))
            {
                return Conclude(request, outcome.Choice, bound);
            }

            program.Exclude(choice);
        }

        return Conclude(request, null, bound);
    }

    /// <summary>Runs the solver once; the answer may exceed the limits by the error of rounding to integers.</summary>
    internal SolveOutcome Run(CpSatProgram program, double gap, StopSignal stop)
    {
        var solver = new CpSolver
        {
            StringParameters = string.Create(
                CultureInfo.InvariantCulture,
                $"max_time_in_seconds:{stop.SecondsLeft} random_seed:{seed} relative_gap_limit:{gap} "
                + $"num_workers:{Math.Max(1, threads)} interleave_search:{(threads > 1 ? "true" : "false")}"),
        };
        using var registration = stop.Cancellation.Register(solver.StopSearch);

        // The solver cannot be stopped before it searches, and would search until its time is up.
        var status = stop.Cancellation.IsCancellationRequested ? CpSolverStatus.Unknown : solver.Solve(program.Program);
        return status switch
        {
            CpSolverStatus.Infeasible => SolveOutcome.Infeasible,
            CpSolverStatus.Optimal or CpSolverStatus.Feasible => program.Read(solver),
            _ => new SolveOutcome(null, double.NegativeInfinity),
        };
    }

    private static SolveOutcome Conclude(SolveRequest request, int[]? choice, double bound)
    {
        if (request.Better(choice, request.Hint) is not { } best)
        {
            return new SolveOutcome(null, bound);
        }

        // Integer rounding leaves the bound slightly below the optimum, by the rounding error of adding doubles.
        var objective = request.Model.Objective(best);
        var isTight = objective - bound <= 1e-9 * request.Model.Scale;
        return new SolveOutcome(best, isTight ? objective : Math.Min(bound, objective));
    }
}
