namespace Lana.Solvers.Modelling;

internal static class DrawExtensions
{
    /// <summary>An integer of at least 0 and below a bound, from the high 32 bits: nearly all equally likely, in a
    /// nanosecond.</summary>
    public static int NextBelow(ref this SplitMix64 random, int bound) =>
        (int)(((random.NextUInt64() >> 32) * (ulong)bound) >> 32);
}
