namespace Lana.Networks;

/// <summary>How fractional widths become channel counts.</summary>
public static class ChannelRounding
{
    /// <summary>The nearest multiple of a divisor, at least the divisor, and never more than a tenth below the
    /// value.</summary>
    /// <param name="channels">The wanted width, positive.</param>
    /// <param name="divisor">The divisor, at least 1.</param>
    /// <returns>A positive multiple of <paramref name="divisor"/>.</returns>
    /// <remarks>The rule of MobileNet and EfficientNet.</remarks>
    public static int MakeDivisible(double channels, int divisor = 8)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfLessThan(divisor, 1);
        var rounded = Math.Max(divisor, (int)(channels + (divisor / 2.0)) / divisor * divisor);
        return rounded < 0.9 * channels ? rounded + divisor : rounded;
    }
}
