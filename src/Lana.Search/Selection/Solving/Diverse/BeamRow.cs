namespace Lana.Selection.Solving.Diverse;

/// <summary>A row as a beam sees it.</summary>
/// <param name="Start">How far the fractional selection is beyond the limit: at most 0.</param>
/// <param name="PriceAbove">What a unit beyond the limit costs.</param>
/// <param name="PriceBelow">What a unit that is left costs: the row's price.</param>
/// <param name="Shift">How far choosing an option of a variable moves the row from the fractional selection.</param>
internal sealed record BeamRow(double Start, double PriceAbove, double PriceBelow, Func<int, int, double> Shift)
{
    /// <summary>The rows of a narrowed request.</summary>
    public static BeamRow[] Of(SolveRequest request, OverlapRelaxation relaxation, double[][] shares, double strictness, double penalty)
    {
        var model = request.Model;
        var rows = new List<BeamRow>();
        if (model.OnlyLimitedCost >= 0)
        {
            var costs = Array.ConvertAll(model.Variables, variable => variable.Costs[model.OnlyLimitedCost]);
            rows.Add(Make(costs, shares, model.Upper[model.OnlyLimitedCost], strictness * relaxation.Price, relaxation.Price));
        }

        for (var k = 0; k < request.Earlier.Count; k++)
        {
            var earlier = request.Earlier[k];
            double[][] uses = [.. model.Variables.Select((variable, v) =>
                Enumerable.Range(0, variable.Count).Select(o => earlier[v] == o ? 1.0 : 0.0).ToArray())];
            var price = relaxation.OverlapPrices[k];
            rows.Add(Make(uses, shares, request.OverlapLimit, (strictness * price) + penalty, price));
        }

        return [.. rows];
    }

    private static BeamRow Make(double[][] values, double[][] shares, double limit, double above, double below)
    {
        var expected = values.Zip(shares, (row, share) => row.Zip(share, (x, y) => x * y).Sum()).ToArray();
        return new BeamRow(expected.Sum() - limit, above, below, (v, o) => values[v][o] - expected[v]);
    }
}
