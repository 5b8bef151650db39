namespace Lana.Internal;

/// <summary>Derives a seed for each purpose, such as (layer, operation), from one seed.</summary>
/// <remarks>FNV-1a over 64 bits of the typed, length-prefixed parts, then the finaliser of splitmix64. The same on
/// every machine and in every version: stored results depend on it.</remarks>
internal static class SeedMix
{
    private const ulong FnvOffset = 0xCBF29CE484222325;
    private const ulong FnvPrime = 0x00000100000001B3;
    private const byte TextTag = (byte)'s';
    private const byte NumberTag = (byte)'i';

    public static ulong Of(ulong seed, params ReadOnlySpan<string> parts) =>
        SplitMix64.Finalise(Texts(Start(seed), parts));

    public static ulong Of(ulong seed, long number, params ReadOnlySpan<string> parts) =>
        SplitMix64.Finalise(Texts(Number(Start(seed), number), parts));

    public static ulong Of(ulong seed, long first, long second) =>
        SplitMix64.Finalise(Number(Number(Start(seed), first), second));

    public static ulong Of(ulong seed, string part, long number) =>
        SplitMix64.Finalise(Number(Texts(Start(seed), [part]), number));

    private static ulong Start(ulong seed) => EightBytes(FnvOffset, seed);

    private static ulong Number(ulong state, long number) => EightBytes(OneByte(state, NumberTag), (ulong)number);

    private static ulong Texts(ulong state, ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            ArgumentNullException.ThrowIfNull(part, nameof(parts));
            state = EightBytes(OneByte(state, TextTag), (ulong)part.Length);
            foreach (var character in part)
            {
                state = OneByte(OneByte(state, (byte)character), (byte)(character >> 8));
            }
        }

        return state;
    }

    private static ulong EightBytes(ulong state, ulong value)
    {
        for (var shift = 0; shift < 64; shift += 8)
        {
            state = OneByte(state, (byte)(value >> shift));
        }

        return state;
    }

    private static ulong OneByte(ulong state, byte value) => unchecked((state ^ value) * FnvPrime);
}
