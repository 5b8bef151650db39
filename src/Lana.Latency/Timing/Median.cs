namespace Lana.Timing;

/// <summary>The middle of a few values: a single one that is far off does not move it.</summary>
internal static class Median
{
    public static double OfThree(double a, double b, double c) =>
        Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));

    /// <summary>The item whose key is in the middle; the upper one of an even number.</summary>
    public static T By<T>(IReadOnlyCollection<T> items, Func<T, double> key) =>
        items.OrderBy(key).ElementAt(items.Count / 2);
}
