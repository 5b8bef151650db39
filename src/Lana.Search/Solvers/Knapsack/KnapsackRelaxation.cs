namespace Lana.Solvers.Knapsack;

/// <summary>The linear relaxation of the multiple-choice knapsack, solved greedily along the convex hulls.</summary>
/// <remarks>Start with the cheapest item of each class and take hull steps by gain per cost until one does not fit. The
/// value with that step's fitting share is the relaxation's optimum (Sinha and Zoltners 1979).</remarks>
internal sealed record KnapsackRelaxation
{
    /// <summary>The item of each class before the step that does not fit: a selection within the capacity.</summary>
    public required int[] Items { get; init; }

    /// <summary>The capacity that <see cref="Items"/> leave unused.</summary>
    public required double Residual { get; init; }

    /// <summary>The relaxation's optimum minus the score of <see cref="Items"/>: at most 0.</summary>
    public double Value { get; init; }

    /// <summary>The gain per cost of the step that does not fit; 0 if all fit.</summary>
    public double Price { get; init; }

    /// <summary>All hull steps, those with the most gain per cost first.</summary>
    public required HullSegment[] Segments { get; init; }

    /// <summary>The same relaxation over fewer items, which include all reference items.</summary>
    public KnapsackRelaxation Within(IReadOnlyList<KnapsackClass> classes, int[] items) =>
        this with { Items = items, Segments = HullSegment.Sorted(classes) };

    /// <summary>Solves the relaxation; null if even the cheapest items exceed the capacity.</summary>
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
                return new KnapsackRelaxation
                {
                    Items = items,
                    Residual = residual,
                    Value = -segment.Efficiency * residual,
                    Price = segment.Efficiency,
                    Segments = segments,
                };
            }

            items[segment.Class] = segment.To;
            residual -= segment.Cost;
        }

        return new KnapsackRelaxation { Items = items, Residual = residual, Segments = segments };
    }
}
