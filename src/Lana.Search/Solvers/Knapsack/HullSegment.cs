namespace Lana.Solvers.Knapsack;

/// <summary>A step along a class's convex hull: what it costs more and what it gains.</summary>
/// <param name="Class">The class.</param>
/// <param name="To">The item that the step leads to.</param>
/// <param name="Cost">How much more it costs, above 0.</param>
/// <param name="Gain">How much the score falls, above 0.</param>
internal readonly record struct HullSegment(int Class, int To, double Cost, double Gain)
{
    public double Efficiency => Gain / Cost;

    /// <summary>All steps of all classes, the most gain per cost first; the steps of a class stay in order.</summary>
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

        var sorted = segments.ToArray();
        var keys = Array.ConvertAll(sorted, segment => -segment.Efficiency);
        var order = Enumerable.Range(0, sorted.Length).ToArray();
        Array.Sort(order, (x, y) => keys[x] != keys[y] ? keys[x].CompareTo(keys[y]) : x.CompareTo(y));
        return Array.ConvertAll(order, index => sorted[index]);
    }
}
