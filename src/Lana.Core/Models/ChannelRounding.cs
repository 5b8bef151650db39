namespace Lana.Models;

/// <summary>Rounds fractional widths to channel counts.</summary>
internal static class ChannelRounding
{
    public const double DefaultLimit = 0.9;

    /// <summary>Returns the nearest multiple of a divisor, at least the divisor, and never far below the value.</summary>
    /// <remarks>The rule of MobileNet and EfficientNet; EfficientNet's second version has a limit of 0.</remarks>
    public static int MakeDivisible(double channels, int divisor = 8, double limit = DefaultLimit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfLessThan(divisor, 1);
        var rounded = Math.Max(divisor, (int)(channels + (divisor / 2.0)) / divisor * divisor);
        return rounded < limit * channels ? rounded + divisor : rounded;
    }
}
