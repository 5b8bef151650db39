using System.Numerics;

namespace Lana.Candidates;

/// <summary>Makes spreads.</summary>
public static class Spread
{
    /// <summary>The spread of numbers.</summary>
    /// <typeparam name="T">What kind of numbers.</typeparam>
    /// <param name="values">At least one.</param>
    /// <returns>The smallest, the middle and the largest.</returns>
    /// <exception cref="ArgumentException">There is no number.</exception>
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
