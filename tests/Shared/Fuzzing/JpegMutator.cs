using System.Buffers.Binary;

namespace Lana.Fuzzing;

/// <summary>Changes JPEG segments: their content, order, length and the sizes in the header.</summary>
internal static class JpegMutator
{
    private const byte Prefix = 0xFF;
    private const byte StartOfScan = 0xDA;

    public static byte[] Mutate(byte[] file, FuzzRandom random)
    {
        var parts = PartsOf(file);
        if (parts.Count < 2)
        {
            return ByteMutator.Mutate(file, random);
        }

        var place = 1 + random.Below(parts.Count - 1);
        switch (random.Below(8))
        {
            case 0:
                parts.RemoveAt(place);
                break;
            case 1:
                parts.Insert(1 + random.Below(parts.Count - 1), parts[place]);
                break;
            case 2:
                (parts[place], parts[1]) = (parts[1], parts[place]);
                break;
            case 3:
                SetFrame(parts, random);
                break;
            case 4:
                parts.Insert(place, [.. Marker(random), 0, 4, (byte)random.Below(256), (byte)random.Below(256)]);
                break;
            case 5:
                parts[^1] = ByteMutator.Insert(parts[^1], random.Below(parts[^1].Length), Marker(random));
                break;
            default:
                parts[place] = MutateContent(parts[place], random);
                break;
        }

        return [.. parts.SelectMany(part => part)];
    }

    private static byte[] Marker(FuzzRandom random) => [Prefix, (byte)(0xC0 + random.Below(64))];

    // The start, each segment, and the last scan with all that follows.
    private static List<byte[]> PartsOf(byte[] file)
    {
        var parts = new List<byte[]>();
        var place = Math.Min(2, file.Length);
        parts.Add(file[..place]);
        while (place + 4 <= file.Length && file[place] == Prefix && file[place + 1] != StartOfScan)
        {
            var end = Math.Min(file.Length, place + 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(place + 2)));
            parts.Add(file[place..end]);
            place = end;
        }

        parts.Add(file[place..]);
        return parts;
    }

    // Precision, height, width, the number of components, and the first one's sampling.
    private static void SetFrame(List<byte[]> parts, FuzzRandom random)
    {
        var place = parts.FindIndex(part => part is [Prefix, >= 0xC0 and <= 0xC2, ..] && part.Length > 11);
        if (place < 0)
        {
            return;
        }

        var frame = parts[place].ToArray();
        var field = random.Pick([1, 4, 5, 6, 7, 8, 9, 11, 11]);
        frame[field] = field == 1 ? (byte)(0xC0 + random.Below(16))
            : random.OneIn(2) ? (byte)((1 + random.Below(4) << 4) | (1 + random.Below(4)))
            : unchecked((byte)random.Number());
        parts[place] = frame;
    }

    // The length stays true more often than not, so that what follows is read.
    private static byte[] MutateContent(byte[] part, FuzzRandom random)
    {
        if (part.Length < 5)
        {
            return ByteMutator.Mutate(part, random);
        }

        byte[] changed = [.. part[..4], .. ByteMutator.Mutate(part[4..], random)];
        if (!random.OneIn(4) && part[1] != StartOfScan)
        {
            BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(2), (ushort)(changed.Length - 2));
        }

        return changed;
    }
}
