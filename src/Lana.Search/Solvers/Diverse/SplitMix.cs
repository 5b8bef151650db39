using Lana.Internal;

namespace Lana.Solvers.Diverse;

/// <summary>Draws from <see cref="SplitMix64"/> in one step each: faster than its own draws, and biased by less than one
/// in 2³² ÷ bound.</summary>
internal struct SplitMix(ulong seed)
{
    private SplitMix64 _bits = new(seed);

    /// <summary>An integer of at least 0 and below <paramref name="bound"/>.</summary>
    public int Next(int bound) => (int)(((_bits.NextUInt64() >> 32) * (ulong)bound) >> 32);

    /// <summary>A number above 0 and at most 1.</summary>
    public double NextDouble() => ((_bits.NextUInt64() >> 11) + 1) * (1.0 / (1UL << 53));
}
