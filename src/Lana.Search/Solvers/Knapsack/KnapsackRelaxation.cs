namespace Lana.Solvers.Knapsack;

/// <summary>The linear relaxation of the multiple-choice knapsack, solved greedily along the convex hulls.</summary>
/// <remarks>Start with the cheapest item of each class and take hull steps by gain per cost until the next does not
/// fit.
/// The value with that step's fitting share is the relaxation's optimum (Sinha and Zoltners 1979).</remarks>
internal sealed class KnapsackRelaxation
{
    private KnapsackRelaxation(int[] items, double residual, double value, double price, HullSegment[] segments)
    {
        (Items, Residual, Value, Cost, Segments) = (items, residual, value, price, segments);
    }

    /// <summary>The item of each class before the step that does not fit: a selection within the capacity.</summary>
    public int[] Items { get; }

    /// <summary>The capacity that <see cref="Items"/> leaves.</summary>
    public double Residual { get; }

    /// <summary>How far the relaxation's optimum is below the score of <see cref="Items"/>: at most 0.</summary>
    public double Value { get; }

    /// <summary>The gain per cost of the step that does not fit; 0 where all fit.</summary>
    public double Cost { get; }

    /// <summary>All hull steps, the most gain per cost first.</summary>
    public HullSegment[] Segments { get; }

    /// <summary>The same relaxation over fewer items, among them all reference items.</summary>
    public KnapsackRelaxation Within(IReadOnlyList<KnapsackClass> classes, int[] items) =>
        new(items, Residual, Value, Cost, HullSegment.Sorted(classes));

    /// <summary>Solves; null where even the cheapest items exceed the capacity.</summary>
    public static KnapsackRelaxation? Solve(IReadOnlyList<KnapsackClass> classes, double capacity)
    {
        var residual = capacity - classes.Sum(c => c.Costs[0]);
        if (residual < 0.0)
        {
            return null;
        }

        var items = new int[classes.Count];
        var segments = HullSegment.Sorted(classes);
        foreach (var segment in segments)
        {
            if (segment.Cost > residual)
            {
                var value = -segment.Efficiency * residual;
                return new KnapsackRelaxation(items, residual, value, segment.Efficiency, segments);
            }

            items[segment.Class] = segment.To;
            residual -= segment.Cost;
        }

        return new KnapsackRelaxation(items, residual, 0.0, 0.0, segments);
    }
}
