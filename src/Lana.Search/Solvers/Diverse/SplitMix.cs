namespace Lana.Solvers.Diverse;

/// <summary>A small seeded generator (splitmix64): the same numbers on every platform, a nanosecond each.</summary>
internal struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>An integer of at least 0 and below <paramref name="bound"/>.</summary>
    public int Next(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>A number above 0 and at most 1.</summary>
    public double NextDouble() => ((Next() >> 11) + 1) * (1.0 / (1UL << 53));

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
