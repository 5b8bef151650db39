using Lana.Fuzzing;

namespace Lana.Data;

/// <summary>Damage that the decoder of the pixels takes for a sound image, with whatever lies in memory for pixels.</summary>
[Collection(TorchCollection.Name)]
public sealed class JpegStructureTests
{
    private const int Baseline = 0;
    private const int Progressive = 1;
    private const int GreyWithRestarts = 2;

    [Theory]
    [InlineData(Baseline)]
    [InlineData(Progressive)]
    [InlineData(GreyWithRestarts)]
    public void Read_SoundFile_GivesItsSize(int seed)
    {
        var header = Read(Seed(seed));

        Assert.InRange(header.Pixels, 100, 400);
    }

    [Theory]
    [InlineData(Baseline, 0xDE)]
    [InlineData(Baseline, 0xD5)]
    [InlineData(Progressive, 0xDC)]
    public void Read_SegmentThatEndsTheDecoding_IsRefused(int seed, int marker)
    {
        var file = Seed(seed);
        byte[] inserted = [0xFF, (byte)marker, 0, 4, 8, 0x73];

        var error = Fails([.. file[..ScanOf(file)], .. inserted, .. file[ScanOf(file)..]]);

        Assert.Contains($"unknown kind ({marker:x2})", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0xC3, "lossless or hierarchical")]
    [InlineData(0xC9, "arithmetic coding")]
    [InlineData(0xCA, "arithmetic coding")]
    public void Read_KindThatIsNotRead_IsNamed(int frame, string kind)
    {
        var file = Seed(Baseline);
        file[FrameOf(file) + 1] = (byte)frame;

        Assert.Contains(kind, Fails(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MorePixelsThanRestartMarkers_IsRefused()
    {
        var file = Seed(GreyWithRestarts);
        file[FrameOf(file) + 7] = 1;

        Assert.Contains("restart markers", Fails(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RestartMarkersInAnotherOrder_IsRefused()
    {
        var file = Seed(GreyWithRestarts);
        file[PlaceOf(file, 0xFF, 0xD0) + 1] = 0xD3;

        Assert.Contains("not in order", Fails(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ProgressiveImageCutBetweenScans_IsRefused()
    {
        var file = Seed(Progressive);
        var last = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);

        Assert.Contains("scans of the JPEG image are missing", Fails([.. file[..last], 0xFF, 0xD9]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00 0000000000000000000000000000000001")]
    [InlineData("10 0300000000000000000000000000000001020304")]
    [InlineData("24 0100000000000000000000000000000001")]
    [InlineData("00 0200000000000000000000000000000001")]
    [InlineData("00 0100000000000000000000000000000011")]
    [InlineData("00 01")]
    public void Read_HuffmanTableThatIsNone_IsRefused(string table)
    {
        var file = Seed(Baseline);
        var content = Convert.FromHexString(table.Replace(" ", "", StringComparison.Ordinal));
        byte[] segment = [0xFF, 0xC4, 0, (byte)(content.Length + 2), .. content];

        var error = Fails([.. file[..ScanOf(file)], .. segment, .. file[ScanOf(file)..]]);

        Assert.Contains("table cannot be read", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MorePixelsThanBitsForTheirBlocks_IsRefused()
    {
        var file = Seed(Baseline);
        (file[FrameOf(file) + 5], file[FrameOf(file) + 7]) = (2, 2);

        Assert.Contains("cannot hold", Fails(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_GreyImageWithSamplingFactors_IsRead()
    {
        using var folder = new ImageFolder();
        var file = Seed(GreyWithRestarts);
        folder.Add("a/0.jpg", [.. file]);
        file[FrameOf(file) + 11] = 0x22;
        folder.Add("a/1.jpg", file);

        var source = folder.Open();

        using var plain = source.Read([0]);
        using var sampled = source.Read([1]);
        Assert.Equal(plain.Images.bytes.ToArray(), sampled.Images.bytes.ToArray());
    }

    private static byte[] Seed(int number) => Convert.FromBase64String(JpegSeeds.All[number]);

    private static int ScanOf(byte[] file) => PlaceOf(file, 0xFF, 0xDA);

    private static int FrameOf(byte[] file) =>
        Math.Max(PlaceOf(file, 0xFF, 0xC0, 0), PlaceOf(file, 0xFF, 0xC2, 0));

    private static int PlaceOf(byte[] file, params ReadOnlySpan<byte> bytes) => file.AsSpan().IndexOf(bytes);

    private static ImageHeader Read(byte[] file) => JpegStructure.Read(file, maxPixels: 1 << 26);

    private static string Fails(byte[] file) => Assert.Throws<InvalidDataException>(() => Read(file)).Message;
}
