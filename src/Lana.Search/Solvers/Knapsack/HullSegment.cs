namespace Lana.Solvers.Knapsack;

/// <summary>A step along a class's convex hull to an item that costs more and whose score is lower, both above 0.</summary>
internal readonly record struct HullSegment(int Class, int To, double Cost, double Gain)
{
    public double Efficiency => Gain / Cost;

    /// <summary>All steps of all classes, those with the most gain per cost first; the steps of a class stay in
    /// order.</summary>
    public static HullSegment[] Sorted(IReadOnlyList<KnapsackClass> classes)
    {
        var segments = new List<HullSegment>();
        for (var i = 0; i < classes.Count; i++)
        {
            var hull = classes[i].Hull;
            for (var h = 1; h < hull.Length; h++)
            {
                segments.Add(new HullSegment(
                    i, hull[h],
                    classes[i].Costs[hull[h]] - classes[i].Costs[hull[h - 1]],
                    classes[i].Scores[hull[h - 1]] - classes[i].Scores[hull[h]]));
            }
        }

        return [.. segments.OrderByDescending(segment => segment.Efficiency)];
    }
}
