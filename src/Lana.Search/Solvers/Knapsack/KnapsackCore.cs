namespace Lana.Solvers.Knapsack;

/// <summary>The items that an answer below a threshold can still choose.</summary>
/// <remarks>At the relaxation's price every item has a reduced cost, the minimum that it adds to the relaxation's
/// value. An item whose reduced cost exceeds the threshold is in no answer. The reference items always stay.</remarks>
internal sealed class KnapsackCore
{
    private readonly int[][] _kept;

    private KnapsackCore(IReadOnlyList<KnapsackClass> classes, KnapsackRelaxation relaxation, int[][] kept)
    {
        _kept = kept;
        Classes = [.. classes.Select((group, i) => group.Keep(kept[i]))];
        Relaxation =
            relaxation.Within(Classes, [.. relaxation.Items.Select((item, i) => Array.IndexOf(kept[i], item))]);
    }

    public IReadOnlyList<KnapsackClass> Classes { get; }

    public KnapsackRelaxation Relaxation { get; }

    public static KnapsackCore Of(IReadOnlyList<KnapsackClass> classes, KnapsackRelaxation relaxation, double threshold)
    {
        var allowed = threshold - relaxation.Value;
        var kept = classes.Select((group, i) => Keep(group, relaxation.Items[i], relaxation.Price, allowed));
        return new KnapsackCore(classes, relaxation, [.. kept]);
    }

    public int[] Restore(int[] items) => [.. items.Select((item, i) => _kept[i][item])];

    private static int[] Keep(KnapsackClass group, int reference, double price, double allowed)
    {
        var least = group.Scores[reference] + (price * group.Costs[reference]);
        var noise = 1e-13 * (Math.Abs(group.Scores[reference]) + Math.Abs(price * group.Costs[^1]));
        return [.. Enumerable.Range(0, group.Count).Where(j => j == reference
            || group.Scores[j] + (price * group.Costs[j]) - least <= allowed + noise)];
    }
}
