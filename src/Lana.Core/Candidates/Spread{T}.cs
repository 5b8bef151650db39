using System.Numerics;

namespace Lana.Candidates;

/// <summary>The minimum, the median (the smaller of two) and the maximum of some numbers.</summary>
internal readonly record struct Spread<T>(T Minimum, T Median, T Maximum) : IFormattable
    where T : INumber<T>
{
    /// <summary>Formats the numbers, for example <c>0, 1,280, 20,480</c>.</summary>
    public override string ToString() => ToString(null, CultureInfo.InvariantCulture);

    public string ToString(string? format, IFormatProvider? formatProvider) => string.Join(
        ", ", new[] { Minimum, Median, Maximum }.Select(number => number.ToString(format ?? "N0", formatProvider)));
}
