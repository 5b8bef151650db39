namespace Lana.Definitions;

/// <summary>How a share of some channels becomes a width inside a layer.</summary>
internal static class InnerWidth
{
    /// <summary>A multiple of 8 (or of another step), at least one step.</summary>
    public static int Of(int channels, double factor, int step = 8) =>
        Math.Max(step, (int)Math.Round(channels * factor / step, MidpointRounding.AwayFromZero) * step);
}
