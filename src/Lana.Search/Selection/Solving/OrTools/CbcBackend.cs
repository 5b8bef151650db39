using Google.OrTools.LinearSolver;

namespace Lana.Selection.Solving.OrTools;

/// <summary>CBC through MPSolver, which passes the gap on but cannot be interrupted: only its time limit ends
/// it.</summary>
internal sealed class CbcBackend : IRelaxedBackend
{
    public RelaxedOutcome Solve(SolveRequest request, LinearForm form, StopSignal stop)
    {
        using var solver = Solver.CreateSolver("CBC")
            ?? throw new PlatformNotSupportedException("This build of OR-Tools has no CBC; choose another back end.");
        var variables = form.Objective.Select((_, x) => solver.MakeBoolVar($"x{x}")).ToArray();
        foreach (var options in form.ExactlyOne)
        {
            AddRow(solver, variables, options.Select(x => (x, 1.0)), 1.0, 1.0, 1.0);
        }

        foreach (var row in form.Rows)
        {
            AddRow(solver, variables, row.Terms, row.Lower, row.Upper, row.Size);
        }

        var scale = 1.0 / Math.Max(request.Model.Scale, 1e-300);
        for (var x = 0; x < variables.Length; x++)
        {
            solver.Objective().SetCoefficient(variables[x], form.Objective[x] * scale);
        }

        solver.Objective().SetMinimization();
        return Run(request, form, solver, variables, scale, stop);
    }

    private static RelaxedOutcome Run(
        SolveRequest request, LinearForm form, Solver solver, Variable[] variables, double scale, StopSignal stop)
    {
        solver.SetTimeLimit((long)Math.Max(10.0, Math.Min(stop.SecondsLeft * 1000.0, 1e9)));
        using var parameters = new MPSolverParameters();
        parameters.SetDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, request.Gap);
        var status = solver.Solve(parameters);
        if (status == Solver.ResultStatus.INFEASIBLE)
        {
            return new RelaxedOutcome(null, double.PositiveInfinity, IsFinished: true);
        }

        return status is Solver.ResultStatus.OPTIMAL or Solver.ResultStatus.FEASIBLE
            ? new RelaxedOutcome(
                form.Read(x => variables[x].SolutionValue() > 0.5),
                solver.Objective().BestBound() / scale,
                status == Solver.ResultStatus.OPTIMAL)
            : new RelaxedOutcome(null, double.NegativeInfinity, IsFinished: false);
    }

    private static void AddRow(
        Solver solver, Variable[] variables, IEnumerable<(int Variable, double Coefficient)> terms,
        double lower, double upper, double size)
    {
        var constraint = solver.MakeConstraint(lower / size, upper / size);
        foreach (var (x, coefficient) in terms)
        {
            constraint.SetCoefficient(variables[x], coefficient / size);
        }
    }
}
