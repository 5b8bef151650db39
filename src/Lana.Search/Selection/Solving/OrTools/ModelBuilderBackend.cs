using System.Globalization;
using Google.OrTools.ModelBuilder;

namespace Lana.Selection.Solving.OrTools;

/// <summary>HiGHS and SCIP through ModelBuilder, which passes gaps on to both and can interrupt them.</summary>
internal sealed class ModelBuilderBackend(string name, string parameters) : IRelaxedBackend
{
    public static ModelBuilderBackend Highs { get; } = new("highs", "output_flag=false,mip_abs_gap=1e-12,mip_rel_gap=");

    public static ModelBuilderBackend Scip { get; } = new("scip", "limits/gap=");

    public RelaxedOutcome Solve(SolveRequest request, LinearForm form, StopSignal stop)
    {
        var model = new Model();
        var variables = form.Objective.Select((_, x) => model.NewBoolVar($"x{x}")).ToArray();
        foreach (var options in form.ExactlyOne)
        {
            AddRow(model, variables, options.Select(x => (x, 1.0)), 1.0, 1.0, 1.0);
        }

        foreach (var row in form.Rows)
        {
            AddRow(model, variables, row.Terms, row.Lower, row.Upper, row.Size);
        }

        var scale = 1.0 / Math.Max(request.Model.Scale, 1e-300);
        var objective = LinearExpr.NewBuilder();
        for (var x = 0; x < variables.Length; x++)
        {
            objective.AddTerm(variables[x], form.Objective[x] * scale);
        }

        model.Minimize(objective);
        return Run(request, form, model, variables, scale, stop);
    }

    private RelaxedOutcome Run(
        SolveRequest request, LinearForm form, Model model, Variable[] variables, double scale, StopSignal stop)
    {
        var solver = new Solver(name);
        solver.SetTimeLimitInSeconds(Math.Max(0.01, stop.SecondsLeft));
        solver.SetSolverSpecificParameters(parameters + request.Gap.ToString(CultureInfo.InvariantCulture));
        using var registration = stop.Cancellation.Register(() => solver.InterruptSolve());
        var status = solver.Solve(model);
        if (status == SolveStatus.INFEASIBLE)
        {
            return new RelaxedOutcome(null, double.PositiveInfinity, IsFinished: true);
        }

        return status is SolveStatus.OPTIMAL or SolveStatus.FEASIBLE
            ? new RelaxedOutcome(
                form.Read(x => solver.Value(variables[x]) > 0.5),
                solver.BestObjectiveBound / scale,
                status == SolveStatus.OPTIMAL)
            : new RelaxedOutcome(null, double.NegativeInfinity, IsFinished: false);
    }

    private static void AddRow(
        Model model, Variable[] variables, IEnumerable<(int Variable, double Coefficient)> terms,
        double lower, double upper, double size)
    {
        var sum = LinearExpr.NewBuilder();
        foreach (var (x, coefficient) in terms)
        {
            sum.AddTerm(variables[x], coefficient / size);
        }

        model.AddLinearConstraint(sum, lower / size, upper / size);
    }
}
