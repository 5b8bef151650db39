using System.Globalization;
using Google.OrTools.Sat;
using Lana.Solvers.Modelling;

namespace Lana.Solvers.OrTools;

/// <summary>CP-SAT through its own interface: gaps, hints and bounds reach it.</summary>
/// <remarks>It works on integers. Costs are scaled and rounded towards feasibility, so that no selection within the
/// limits is lost; what then fails the final check in doubles is excluded and the search goes on. Coefficients of rows
/// stay below 2^30: with 1e11 and more the presolve of OR-Tools 9.15 was seen to lose optimal solutions. Scores are
/// scaled so that rounding moves a sum by less than 1e-10 of the problem's scale; the bound is lowered by as
/// much.</remarks>
internal sealed class CpSatBackend(int threads, int seed)
{
    private const double LargestCoefficient = 1 << 30;

    public RelaxedOutcome Solve(SolveRequest request, LinearForm form, StopSignal stop)
    {
        var model = new CpModel();
        var variables = form.Objective.Select((_, x) => model.NewBoolVar($"x{x}")).ToArray();
        foreach (var options in form.ExactlyOne)
        {
            model.AddExactlyOne(options.Select(x => variables[x]));
        }

        foreach (var row in form.Rows)
        {
            AddRow(model, variables, row);
        }

        var scale = 1e12 / Math.Max(request.Model.Scale, 1e-300);
        model.Minimize(LinearExpr.WeightedSum(
            variables, form.Objective.Select(score => (long)Math.Round(score * scale)).ToArray()));
        if (request.Hint is { } hint)
        {
            foreach (var (x, isYes) in form.Describe(hint))
            {
                model.AddHint(variables[x], isYes ? 1 : 0);
            }
        }

        return Run(request, form, model, variables, scale, stop);
    }

    private RelaxedOutcome Run(
        SolveRequest request, LinearForm form, CpModel model, BoolVar[] variables, double scale, StopSignal stop)
    {
        var solver = new CpSolver { StringParameters = Parameters(request.Gap, stop) };
        using var registration = stop.Cancellation.Register(solver.StopSearch);
        if (stop.Cancellation.IsCancellationRequested)
        {
            // Before it searches it cannot be stopped, and would search to the end of its time.
            return new RelaxedOutcome(null, double.NegativeInfinity, IsFinished: false);
        }

        var status = solver.Solve(model);
        if (status == CpSolverStatus.Infeasible)
        {
            return new RelaxedOutcome(null, double.PositiveInfinity, IsFinished: true);
        }

        if (status is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible))
        {
            return new RelaxedOutcome(null, double.NegativeInfinity, IsFinished: false);
        }

        var rounding = 0.5 * form.ExactlyOne.Count;
        return new RelaxedOutcome(
            form.Read(x => solver.BooleanValue(variables[x])),
            (solver.BestObjectiveBound - rounding) / scale,
            status == CpSolverStatus.Optimal);
    }

    private string Parameters(double gap, StopSignal stop) => string.Create(
        CultureInfo.InvariantCulture,
        $"max_time_in_seconds:{stop.SecondsLeft} random_seed:{seed} relative_gap_limit:{gap} "
        + $"num_workers:{Math.Max(1, threads)} interleave_search:{(threads > 1 ? "true" : "false")}");

    private static void AddRow(CpModel model, BoolVar[] variables, FormRow row)
    {
        var scale = row.IsIntegral ? 1.0 : ScaleOf(row);
        var chosen = row.Terms.Select(term => variables[term.Variable]).ToArray();
        if (double.IsFinite(row.Upper))
        {
            var floors = row.Terms.Select(term => (long)Math.Floor(term.Coefficient * scale)).ToArray();
            model.Add(LinearExpr.WeightedSum(chosen, floors) <= ToLimit(Math.Floor(row.Upper * scale)));
        }

        if (double.IsFinite(row.Lower))
        {
            var ceilings = row.Terms.Select(term => (long)Math.Ceiling(term.Coefficient * scale)).ToArray();
            model.Add(LinearExpr.WeightedSum(chosen, ceilings) >= ToLimit(Math.Ceiling(row.Lower * scale)));
        }
    }

    private static double ScaleOf(FormRow row)
    {
        if (row.Terms.Count == 0)
        {
            return 1.0;
        }

        return LargestCoefficient / Math.Max(1e-300, row.Terms.Max(term => Math.Abs(term.Coefficient)));
    }

    private static long ToLimit(double value) => (long)Math.Clamp(value, -4e18, 4e18);
}
