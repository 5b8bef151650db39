using Google.OrTools.ModelBuilder;
using Lana.Solvers.Modelling;

namespace Lana.Solvers.Diverse;

/// <summary>The linear relaxation of one maximum and the overlap rows: prices, reduced costs and a bound.</summary>
/// <remarks>The simplex method proposes the prices; the bound is then computed here, in doubles, by pricing the rows
/// into the objective. That is a lower bound for any prices of at least 0, so that nothing rests on the simplex method
/// being exact.</remarks>
internal sealed class OverlapRelaxation
{
    private OverlapRelaxation(
        double bound, double price, double[] overlapPrices, double[][] reducedCosts, double[][] shares)
    {
        (Bound, Cost, OverlapPrices, ReducedCosts, Shares) = (bound, price, overlapPrices, reducedCosts, shares);
    }

    /// <summary>No selection is better than this.</summary>
    public double Bound { get; }

    /// <summary>What a unit of the limited cost is worth.</summary>
    public double Cost { get; }

    /// <summary>What an agreement with each earlier selection is worth.</summary>
    public double[] OverlapPrices { get; }

    /// <summary>What each option adds to the bound at least, [variable][option].</summary>
    public double[][] ReducedCosts { get; }

    /// <summary>The relaxation's own, fractional selection, [variable][option].</summary>
    public double[][] Shares { get; }

    public static OverlapRelaxation Of(SolveRequest request)
    {
        var (price, overlapPrices, shares) = FindPrices(request);
        var model = request.Model;
        var cost = model.OnlyLimitedCost;
        var bound = cost < 0 ? 0.0 : -price * model.Upper[cost];
        bound -= overlapPrices.Sum() * request.OverlapLimit;
        var reduced = new double[model.Variables.Length][];
        for (var v = 0; v < reduced.Length; v++)
        {
            var priced = PricedScores(request, v, price, overlapPrices);
            var least = priced.Min();
            bound += least;
            reduced[v] = Array.ConvertAll(priced, value => value - least);
        }

        return new OverlapRelaxation(bound - (1e-13 * model.Scale), price, overlapPrices, reduced, shares);
    }

    /// <summary>The reduced costs of the options of another request with the same rows, [variable][option].</summary>
    public double[][] ReducedCostsOf(SolveRequest request) => [.. request.Model.Variables.Select((_, v) =>
    {
        var priced = PricedScores(request, v, Cost, OverlapPrices);
        var least = priced.Min();
        return Array.ConvertAll(priced, value => value - least);
    })];

    private static double[] PricedScores(SolveRequest request, int v, double price, double[] overlapPrices)
    {
        var variable = request.Model.Variables[v];
        var cost = request.Model.OnlyLimitedCost;
        var priced = cost < 0
            ? (double[])variable.Scores.Clone()
            : [.. variable.Scores.Zip(variable.Costs[cost], (score, spent) => score + (price * spent))];
        for (var k = 0; k < overlapPrices.Length; k++)
        {
            if (request.Earlier[k][v] >= 0)
            {
                priced[request.Earlier[k][v]] += overlapPrices[k] * variable.Weight;
            }
        }

        return priced;
    }

    private static (double Cost, double[] OverlapPrices, double[][] Shares) FindPrices(SolveRequest request)
    {
        var model = request.Model;
        var program = new Model();
        var (objective, spent) = (LinearExpr.NewBuilder(), LinearExpr.NewBuilder());
        var variables =
            Array.ConvertAll(model.Variables, variable => AddChoice(program, variable, model, objective, spent));
        var cost = model.OnlyLimitedCost;
        var limit = cost < 0 ? null : program.AddLinearConstraint(spent, double.NegativeInfinity, model.Upper[cost]);
        var rows = request.Earlier.Select(
            earlier => AddOverlap(program, variables, model, earlier, request.OverlapLimit)).ToArray();
        program.Minimize(objective);
        var solver = new Solver("glop");
        return solver.Solve(program) == SolveStatus.OPTIMAL
            ? (limit is null ? 0.0 : Math.Max(0.0, -solver.DualValue(limit)),
                Array.ConvertAll(rows, row => Math.Max(0.0, -solver.DualValue(row))),
                Array.ConvertAll(variables, choices => Array.ConvertAll(choices, choice => solver.Value(choice))))
            : (0.0, new double[rows.Length], Array.ConvertAll(model.Variables, variable => new double[variable.Count]));
    }

    private static Variable[] AddChoice(
        Model program, ModelVariable variable, SelectionModel model, LinearExprBuilder objective, LinearExprBuilder spent)
    {
        var cost = model.OnlyLimitedCost;
        var choices = new Variable[variable.Count];
        var one = LinearExpr.NewBuilder();
        for (var o = 0; o < choices.Length; o++)
        {
            choices[o] = program.NewNumVar(0.0, 1.0, string.Empty);
            one.AddTerm(choices[o], 1.0);
            objective.AddTerm(choices[o], variable.Scores[o]);
            spent.AddTerm(choices[o], cost < 0 ? 0.0 : variable.Costs[cost][o]);
        }

        program.AddLinearConstraint(one, 1.0, 1.0);
        return choices;
    }

    private static LinearConstraint AddOverlap(
        Model program, Variable[][] variables, SelectionModel model, int[] earlier, int limit)
    {
        var overlap = LinearExpr.NewBuilder();
        for (var v = 0; v < earlier.Length; v++)
        {
            if (earlier[v] >= 0)
            {
                overlap.AddTerm(variables[v][earlier[v]], model.Variables[v].Weight);
            }
        }

        return program.AddLinearConstraint(overlap, double.NegativeInfinity, limit);
    }
}
