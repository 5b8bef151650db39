using System.Numerics;

namespace Lana.Candidates;

/// <summary>Creates spreads.</summary>
internal static class Spread
{
    public static Spread<T> Of<T>(IEnumerable<T> values)
        where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        var sorted = values.Order().ToList();
        return sorted.Count == 0
            ? throw new ArgumentException("A spread needs at least one number.", nameof(values))
            : new Spread<T>(sorted[0], sorted[(sorted.Count - 1) / 2], sorted[^1]);
    }
}
