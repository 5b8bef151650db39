namespace Lana.Selection.Solving.Diverse;

/// <summary>How a beam goes.</summary>
/// <param name="Width">How many roundings are followed at a time.</param>
/// <param name="Strictness">How many times its price a unit beyond a limit costs.</param>
/// <param name="Seed">Decides the order of the variables.</param>
internal readonly record struct BeamPlan(int Width, double Strictness, ulong Seed)
{
    public int[] OrderOf(int count)
    {
        var random = new SplitMix(Seed);
        int[] order = [.. Enumerable.Range(0, count)];
        for (var i = count - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
