using Lana.Internal;

namespace Lana.Fuzzing;

/// <summary>The choices of a mutation: the same for the same seed.</summary>
internal sealed class FuzzRandom(ulong seed)
{
    private static readonly ulong[] Numbers =
    [
        0, 1, 2, 3, 4, 7, 8, 15, 16, 63, 64, 100, 127, 128, 255, 256, 1000, 4096, 32767, 32768, 65535, 65536, 1 << 20,
        int.MaxValue - 1, int.MaxValue, 1UL << 31, uint.MaxValue, 1UL << 32, long.MaxValue, 1UL << 63, ulong.MaxValue,
    ];

    private SplitMix64 _random = new(seed);

    /// <summary>A number from 0 below a bound; 0 where the bound is not positive.</summary>
    public int Below(int bound) => bound < 1 ? 0 : _random.NextInt(bound);

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int times) => Below(times) == 0;

    public T Pick<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

    /// <summary>A number at which readers fail: a limit, one beside it, or any.</summary>
    public ulong Number() => Below(4) switch
    {
        0 => _random.NextUInt64(),
        1 => unchecked(Pick(Numbers) - 1),
        _ => Pick(Numbers),
    };

    /// <summary>A span of a sequence: short ones are likelier.</summary>
    public Range Span(int length)
    {
        var start = Below(length);
        var longest = OneIn(4) ? length - start : Math.Min(length - start, 8);
        return start..(start + Math.Min(length - start, 1 + Below(longest)));
    }
}
