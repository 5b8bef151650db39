using System.Globalization;

namespace Lana.Candidates;

/// <summary>The smallest, the middle and the largest of some numbers.</summary>
/// <param name="Minimum">The smallest.</param>
/// <param name="Median">The middle; of two, the smaller one.</param>
/// <param name="Maximum">The largest.</param>
public readonly record struct ValueSpread(long Minimum, long Median, long Maximum)
{
    /// <summary>The spread of numbers.</summary>
    /// <param name="values">At least one.</param>
    /// <exception cref="ArgumentException">There is no number.</exception>
    public static ValueSpread Of(IEnumerable<long> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var sorted = values.Order().ToList();
        return sorted.Count == 0
            ? throw new ArgumentException("A spread needs at least one number.", nameof(values))
            : new ValueSpread(sorted[0], sorted[(sorted.Count - 1) / 2], sorted[^1]);
    }

    /// <summary>The three numbers with thousands separated.</summary>
    /// <returns>For example <c>0, 1,280, 20,480</c>.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Minimum:N0}, {Median:N0}, {Maximum:N0}");
}
