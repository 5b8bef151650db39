namespace Lana.Fuzzing;

/// <summary>PNG files of at most 24 × 17 pixels, of every colour type, interlaced and not.</summary>
internal sealed class PngTarget() : ImageTarget("png", "image.png")
{
    private static readonly byte[] Palette = [.. Enumerable.Range(0, 48).Select(i => (byte)(i * 5))];
    private static readonly byte[] Alphas = [0, 128, 255];

    private static readonly string[] Types =
        ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "iCCP", "eXIf", "CgBI", "acTL", "tEXt", "abcd", "ABCD"];

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            PngFile.Make(18, 11, 8, 2),
            PngFile.Make(17, 9, 1, 0),
            PngFile.Make(13, 8, 4, 3, others: [("PLTE", Palette), ("tRNS", Alphas)]),
            PngFile.Make(24, 17, 8, 6, isInterlaced: true),
            PngFile.Make(9, 10, 2, 0, isInterlaced: true, ("tRNS", [0, 1])),
            PngFile.Make(8, 8, 8, 4, others: [("gAMA", [0, 0, 177, 143])]),
        }.Select(file => file.ToBytes()),
    ];

    protected override byte[] Mutate(byte[] input, FuzzRandom random)
    {
        var file = PngFile.Parse(input);
        if (random.OneIn(6) || file.Chunks.Count == 0)
        {
            return ByteMutator.Mutate(input, random);
        }

        var chunks = file.Chunks;
        var place = random.Below(chunks.Count);
        var (type, content) = chunks[place];
        switch (random.Below(8))
        {
            case 0:
                chunks.RemoveAt(place);
                break;
            case 1:
                chunks.Insert(random.Below(chunks.Count + 1), (type, content));
                break;
            case 2:
                chunks[place] = (random.Pick(Types), content);
                break;
            case 3:
                chunks[0] = (chunks[0].Type, SetHeader(chunks[0].Content, random));
                break;
            case 4:
                var added = ByteMutator.Mutate(new byte[random.Below(20)], random);
                chunks.Insert(random.Below(chunks.Count), (random.Pick(Types), added));
                break;
            case 5:
                Split(chunks, place, random);
                break;
            case 6:
                MutatePixels(chunks, random);
                break;
            default:
                chunks[place] = (type, ByteMutator.Mutate(content, random));
                break;
        }

        return file.ToBytes();
    }

    private static byte[] SetHeader(byte[] header, FuzzRandom random)
    {
        var changed = header.ToArray();
        if (header.Length == 13)
        {
            var field = random.Pick([2, 3, 6, 7, 8, 9, 12]);
            changed[field] = field < 8 ? unchecked((byte)random.Number()) : random.Pick<byte>([0, 1, 2, 3, 4, 6, 8, 16]);
        }

        return changed;
    }

    private static void Split(List<(string Type, byte[] Content)> chunks, int place, FuzzRandom random)
    {
        var (type, content) = chunks[place];
        var at = random.Below(content.Length + 1);
        chunks[place] = (type, content[..at]);
        chunks.Insert(place + 1, (type, content[at..]));
    }

    private static void MutatePixels(List<(string Type, byte[] Content)> chunks, FuzzRandom random)
    {
        var place = chunks.FindIndex(chunk => chunk.Type == "IDAT");
        if (place < 0)
        {
            return;
        }

        var rows = PngFile.Inflate(chunks[place].Content);
        rows = random.OneIn(8) ? [.. rows, .. new byte[random.Below(1 << 20)]] : ByteMutator.Mutate(rows, random);
        chunks[place] = ("IDAT", PngFile.Deflate(rows));
    }
}
