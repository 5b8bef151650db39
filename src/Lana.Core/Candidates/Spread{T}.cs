using System.Numerics;

namespace Lana.Candidates;

/// <summary>The smallest, the middle and the largest of some numbers.</summary>
/// <typeparam name="T">What kind of numbers: counts, losses.</typeparam>
/// <param name="Minimum">The smallest.</param>
/// <param name="Median">The middle; of two, the smaller one.</param>
/// <param name="Maximum">The largest.</param>
public readonly record struct Spread<T>(T Minimum, T Median, T Maximum) : IFormattable
    where T : INumber<T>
{
    /// <summary>The three numbers as whole ones, thousands separated.</summary>
    /// <returns>For example <c>0, 1,280, 20,480</c>.</returns>
    public override string ToString() => ToString(null, CultureInfo.InvariantCulture);

    /// <summary>The three numbers in a format.</summary>
    /// <param name="format">The format of one number, for example <c>G4</c>; null for <c>N0</c>.</param>
    /// <param name="formatProvider">The culture; null for the current one.</param>
    /// <returns>For example <c>0.01, 0.125, 0.9</c>.</returns>
    public string ToString(string? format, IFormatProvider? formatProvider) => string.Join(
        ", ", new[] { Minimum, Median, Maximum }.Select(number => number.ToString(format ?? "N0", formatProvider)));
}
