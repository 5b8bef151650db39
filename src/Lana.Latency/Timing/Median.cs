namespace Lana.Timing;

/// <summary>The median of a few values, which a single outlier does not change.</summary>
internal static class Median
{
    public static double OfThree(double a, double b, double c) =>
        Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));

    /// <summary>Returns the item whose key is the median; of an even number the upper one.</summary>
    public static T By<T>(IReadOnlyCollection<T> items, Func<T, double> key) =>
        items.OrderBy(key).ElementAt(items.Count / 2);
}
