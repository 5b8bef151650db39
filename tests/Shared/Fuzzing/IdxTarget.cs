using System.IO.Compression;
using Lana.Data;

namespace Lana.Fuzzing;

/// <summary>A file of images beside one of labels that is sound, plain or compressed.</summary>
internal sealed class IdxTarget : FileTarget
{
    private static readonly byte[] Plain =
        [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 3, .. Enumerable.Range(0, 24).Select(i => (byte)(i * 9))];

    private readonly string _labels;

    public IdxTarget()
        : base("idx", "images", typeof(InvalidDataSourceException))
    {
        _labels = Path.Combine(Folder, "labels");
        File.WriteAllBytes(_labels, [0, 0, 8, 1, 0, 0, 0, 2, 0, 1]);
    }

    public override IReadOnlyList<byte[]> Seeds { get; } = [Plain, Gzip(Plain)];

    protected override Func<string> ReadFile()
    {
        var source = ImageArraySource.FromIdx(FilePath, _labels, new ImageArrayOptions { Classes = 2 });
        return () => $"{source.Shape} {source.Fingerprint}";
    }

    public override long DecodedBytes(byte[] input) => Unpacked(input).Length;

    protected override byte[] Mutate(byte[] input, FuzzRandom random) => random.Below(4) switch
    {
        0 when IsGzip(input) => Gzip(ByteMutator.Mutate(Unpacked(input), random)),
        1 when IsGzip(input) => Gzip([.. Unpacked(input), .. new byte[random.Below(1 << 20)]]),
        _ => ByteMutator.Mutate(input, random),
    };

    private static bool IsGzip(byte[] input) => input is [0x1F, 0x8B, ..];

    private static byte[] Gzip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }

    // What is left of a stream that is damaged.
    private static byte[] Unpacked(byte[] input)
    {
        if (!IsGzip(input))
        {
            return [];
        }

        using var unpacked = new MemoryStream();
        try
        {
            using var gzip = new GZipStream(new MemoryStream(input), CompressionMode.Decompress);
            gzip.CopyTo(unpacked);
        }
        catch (Exception damage) when (damage is InvalidDataException or IOException)
        {
            return unpacked.ToArray();
        }

        return unpacked.ToArray();
    }
}
