namespace Lana.Internal;

/// <summary>A small generator of pseudo-random numbers: the same numbers for the same seed, everywhere.</summary>
/// <remarks>splitmix64 of Steele, Lea and Flood (OOPSLA 2014). A mutable value: pass it by reference, since a copy
/// repeats the numbers of the original. Not for cryptography.</remarks>
internal record struct SplitMix64
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong _state;

    public SplitMix64(ulong seed) => _state = seed;

    /// <summary>The next 64 bits, all equally likely.</summary>
    public ulong NextUInt64()
    {
        _state = unchecked(_state + GoldenGamma);
        return Finalise(_state);
    }

    /// <summary>The next number between 0 and 1, a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>The next whole number below a bound, all equally likely.</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);

        // The high half of bits · bound is the number; the few low halves that would cause a bias are drawn again.
        var range = (ulong)bound;
        var rejected = unchecked(0UL - range) % range;
        ulong high, low;
        do
        {
            high = Math.BigMul(NextUInt64(), range, out low);
        }
        while (low < rejected);

        return (int)high;
    }

    /// <summary>Shuffles numbers; all orders are equally likely.</summary>
    public void Shuffle(Span<int> numbers)
    {
        for (var last = numbers.Length - 1; last > 0; last--)
        {
            var chosen = NextInt(last + 1);
            (numbers[last], numbers[chosen]) = (numbers[chosen], numbers[last]);
        }
    }

    internal static ulong Finalise(ulong state)
    {
        unchecked
        {
            state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
            return state ^ (state >> 31);
        }
    }
}
