namespace Lana.Definitions;

/// <summary>Computes a width inside a layer as a share of a number of channels.</summary>
internal static class InnerWidth
{
    /// <summary>Returns a multiple of 8 (or of another step), at least one step.</summary>
    public static int Of(int channels, double factor, int step = 8) =>
        Math.Max(step, (int)Math.Round(channels * factor / step, MidpointRounding.AwayFromZero) * step);
}
