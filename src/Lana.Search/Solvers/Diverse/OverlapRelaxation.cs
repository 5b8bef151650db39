using Google.OrTools.ModelBuilder;
using Lana.Solvers.OrTools;

namespace Lana.Solvers.Diverse;

/// <summary>The linear relaxation of one maximum and the overlap rows: prices, reduced costs and a bound.</summary>
/// <remarks>The simplex method proposes the prices; the bound is then computed here, in doubles, by pricing the rows
/// into the objective. That is a lower bound for any prices of at least 0, so that its validity does not depend on the
/// accuracy of the simplex method.</remarks>
internal sealed class OverlapRelaxation
{
    private OverlapRelaxation(SolveRequest request, double price, double[] overlapPrices)
    {
        (Price, OverlapPrices) = (price, overlapPrices);
        var model = request.Model;
        var bound = model.OnlyLimitedCost < 0 ? 0.0 : -price * model.OnlyLimit;
        bound -= overlapPrices.Sum() * request.OverlapLimit;
        for (var v = 0; v < model.Variables.Length; v++)
        {
            bound += PricedScores(request, v).Min();
        }

        Bound = bound - (1e-13 * model.Scale);
        ReducedCosts = ReducedCostsOf(request);
    }

    /// <summary>The lower bound: no selection is better than this.</summary>
    public double Bound { get; }

    /// <summary>The price of one unit of the limited cost.</summary>
    public double Price { get; }

    /// <summary>The price of an agreement with each earlier selection.</summary>
    public double[] OverlapPrices { get; }

    /// <summary>The minimum that each option adds to the bound, [variable][option].</summary>
    public double[][] ReducedCosts { get; }

    /// <exception cref="Native.NativeLibraryException">The native library of OR-Tools is missing or does not load.</exception>
    public static OverlapRelaxation Of(SolveRequest request)
    {
        OrToolsLibrary.EnsureUsable();
        var (price, overlapPrices) = FindPrices(request);
        return new OverlapRelaxation(request, price, overlapPrices);
    }

    /// <summary>The reduced costs of the options of another request with the same rows, [variable][option].</summary>
    public double[][] ReducedCostsOf(SolveRequest request) => [.. request.Model.Variables.Select((_, v) =>
    {
        var priced = PricedScores(request, v);
        var least = priced.Min();
        return Array.ConvertAll(priced, value => value - least);
    })];

    private double[] PricedScores(SolveRequest request, int v)
    {
        var variable = request.Model.Variables[v];
        var cost = request.Model.OnlyLimitedCost;
        var priced = cost < 0
            ? (double[])variable.Scores.Clone()
            : [.. variable.Scores.Zip(variable.Costs[cost], (score, spent) => score + (Price * spent))];
        for (var k = 0; k < OverlapPrices.Length; k++)
        {
            if (request.Earlier[k][v] >= 0)
            {
                priced[request.Earlier[k][v]] += OverlapPrices[k] * variable.Weight;
            }
        }

        return priced;
    }

    private static (double Price, double[] OverlapPrices) FindPrices(SolveRequest request)
    {
        var model = request.Model;
        var program = new Model();
        var (objective, spent) = (LinearExpr.NewBuilder(), LinearExpr.NewBuilder());
        var costs = model.OnlyLimitedCosts();
        Variable[][] variables = [.. model.Variables.Select(
            (variable, v) => AddChoice(program, variable.Scores, costs[v], objective, spent))];
        var limit = model.OnlyLimitedCost < 0
            ? null
            : program.AddLinearConstraint(spent, double.NegativeInfinity, model.OnlyLimit);
        var rows = request.Earlier.Select(earlier => AddOverlap(program, variables, request, earlier)).ToArray();
        program.Minimize(objective);
        var solver = new Solver("glop");
        return solver.Solve(program) == SolveStatus.OPTIMAL
            ? (limit is null ? 0.0 : Math.Max(0.0, -solver.DualValue(limit)),
                Array.ConvertAll(rows, row => Math.Max(0.0, -solver.DualValue(row))))
            : (0.0, new double[rows.Length]);
    }

    private static Variable[] AddChoice(
        Model program, double[] scores, double[] costs, LinearExprBuilder objective, LinearExprBuilder spent)
    {
        var choices = new Variable[scores.Length];
        var one = LinearExpr.NewBuilder();
        for (var o = 0; o < choices.Length; o++)
        {
            choices[o] = program.NewNumVar(0.0, 1.0, string.Empty);
            one.AddTerm(choices[o], 1.0);
            objective.AddTerm(choices[o], scores[o]);
            spent.AddTerm(choices[o], costs[o]);
        }

        program.AddLinearConstraint(one, 1.0, 1.0);
        return choices;
    }

    private static LinearConstraint AddOverlap(Model program, Variable[][] variables, SolveRequest request, int[] earlier)
    {
        var overlap = LinearExpr.NewBuilder();
        for (var v = 0; v < earlier.Length; v++)
        {
            if (earlier[v] >= 0)
            {
                overlap.AddTerm(variables[v][earlier[v]], request.Model.Variables[v].Weight);
            }
        }

        return program.AddLinearConstraint(overlap, double.NegativeInfinity, request.OverlapLimit);
    }
}
