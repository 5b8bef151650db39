using System.Buffers.Binary;

namespace Lana.Fuzzing;

/// <summary>Changes bytes without knowing what they mean.</summary>
internal static class ByteMutator
{
    private const int MaxRepeats = 64;

    /// <summary>One change; the input stays as it is.</summary>
    public static byte[] Mutate(byte[] bytes, FuzzRandom random)
    {
        if (bytes.Length == 0)
        {
            return [(byte)random.Below(256)];
        }

        return random.Below(9) switch
        {
            0 => FlipBit(bytes, random),
            1 => Set(bytes, random),
            2 => bytes[..random.Below(bytes.Length)],
            3 => Without(bytes, random.Span(bytes.Length)),
            4 => Repeat(bytes, random.Span(bytes.Length), random),
            5 => Swap(bytes, random),
            6 => SetNumber(bytes, random),
            7 => Insert(bytes, random.Below(bytes.Length + 1), Noise(random)),
            _ => Fill(bytes, random.Span(bytes.Length), random.OneIn(2) ? (byte)0 : (byte)random.Below(256)),
        };
    }

    public static byte[] Without(byte[] bytes, Range span) => [.. bytes[..span.Start], .. bytes[span.End..]];

    public static byte[] Insert(byte[] bytes, int place, byte[] inserted) =>
        [.. bytes[..place], .. inserted, .. bytes[place..]];

    private static byte[] FlipBit(byte[] bytes, FuzzRandom random)
    {
        var changed = bytes.ToArray();
        changed[random.Below(bytes.Length)] ^= (byte)(1 << random.Below(8));
        return changed;
    }

    private static byte[] Set(byte[] bytes, FuzzRandom random)
    {
        var changed = bytes.ToArray();
        changed[random.Below(bytes.Length)] = unchecked((byte)random.Number());
        return changed;
    }

    private static byte[] Repeat(byte[] bytes, Range span, FuzzRandom random)
    {
        var part = bytes[span];
        var times = part.Length > 256 || random.OneIn(2) ? 1 : 1 + random.Below(MaxRepeats);
        return Insert(bytes, random.Below(bytes.Length + 1), [.. Enumerable.Repeat(part, times).SelectMany(copy => copy)]);
    }

    private static byte[] Swap(byte[] bytes, FuzzRandom random)
    {
        var part = bytes[random.Span(bytes.Length)];
        var changed = bytes.ToArray();
        part.CopyTo(changed, random.Below(bytes.Length - part.Length + 1));
        return changed;
    }

    // As a length or an offset stands in a file: two, four or eight bytes of either order.
    private static byte[] SetNumber(byte[] bytes, FuzzRandom random)
    {
        var number = new byte[8];
        var (value, width, isBig) = (random.Number(), 2 << random.Below(3), random.OneIn(2));
        BinaryPrimitives.WriteUInt64LittleEndian(number, value);
        number = number[..width];
        if (isBig)
        {
            Array.Reverse(number);
        }

        var changed = bytes.ToArray();
        var place = random.Below(bytes.Length);
        number.AsSpan(0, Math.Min(width, bytes.Length - place)).CopyTo(changed.AsSpan(place));
        return changed;
    }

    private static byte[] Fill(byte[] bytes, Range span, byte value)
    {
        var changed = bytes.ToArray();
        changed.AsSpan(span).Fill(value);
        return changed;
    }

    private static byte[] Noise(FuzzRandom random)
    {
        var noise = new byte[1 + random.Below(16)];
        for (var i = 0; i < noise.Length; i++)
        {
            noise[i] = (byte)random.Below(256);
        }

        return noise;
    }
}
