using System.Buffers.Binary;
using Lana.Internal;

namespace Lana.Data;

[Collection(TorchCollection.Name)]
public sealed class ImageFolderFaultTests
{
    [Fact]
    public void Open_NothingToRead_SaysWhat()
    {
        using var folder = new ImageFolder();
        Assert.Contains("no classes", Fails(folder.Path).Message, StringComparison.Ordinal);
        Assert.Contains("no such folder", Fails(folder.File("x")).Message, StringComparison.Ordinal);
        folder.Add("a/0.png", PngFiles.Write(1, 1, [1]));
        folder.Add("empty/readme.txt", [1]);

        var error = Fails(folder.Path);

        Assert.Contains("has no images", error.Message, StringComparison.Ordinal);
        Assert.Equal(folder.File("empty"), error.Path);
    }

    [Fact]
    public void Open_OtherClassesThanGiven_NamesThem()
    {
        using var folder = ImageFolder.Insects();

        var missing = Fails(folder.Path, new ImageFolderOptions { Classes = ["ant", "bee", "fly"] });
        var extra = Fails(folder.Path, new ImageFolderOptions { Classes = ["ant"] });

        Assert.Contains("'fly' is missing", missing.Message, StringComparison.Ordinal);
        Assert.Contains("'bee' is not among", extra.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Open_DifferingSizes_NamesTwoFilesAndTheOption(int workers)
    {
        using var folder = ImageFolder.Insects();
        folder.Add("bee/3.png", PngFiles.Write(3, 4, ImageFolder.Pixels(3)));
        folder.Add("bee/4.png", PngFiles.Write(3, 4, ImageFolder.Pixels(3)));

        var error =
            Fails(folder.Path, new ImageFolderOptions { Workers = workers, SkipUnreadable = true });

        Assert.Equal(folder.File("bee/3.png"), error.Path);
        Assert.Contains(folder.File("ant/0.png"), error.Message, StringComparison.Ordinal);
        Assert.Contains("3 × 4", error.Message, StringComparison.Ordinal);
        Assert.Contains("4 × 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("ImageFolderOptions.Size", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ant/0.png")]
    [InlineData("bee/3.png")]
    public void Open_UnreadableImage_IsNamedOrSkippedAndCounted(string name)
    {
        using var folder = ImageFolder.Insects();
        Damage.Truncate(folder.File(name));

        var error = Fails(folder.Path);
        var source = folder.Open(new ImageFolderOptions { SkipUnreadable = true });

        Assert.Equal(folder.File(name), error.Path);
        Assert.Contains("cut short", error.Message, StringComparison.Ordinal);
        Assert.Equal((4, 1), (source.Count, source.Skipped.Count));
        Assert.Equal(folder.File(name), source.Skipped[0].Path);
        using var batch = source.Read([0, 1, 2, 3]);
        Assert.Equal(name[0] == 'a' ? 2 : 3, batch.Labels!.data<long>().Count(label => label == 0));
    }

    [Fact]
    public void Open_NoImageReadable_FailsEvenWhenSkipping()
    {
        using var folder = new ImageFolder();
        folder.Add("a/0.jpg", "not an image"u8.ToArray());
        folder.Add("a/1.png", []);

        var error = Fails(folder.Path, new ImageFolderOptions { SkipUnreadable = true });

        Assert.Contains("none of its 2 images", error.Message, StringComparison.Ordinal);
        Assert.Contains("neither JPEG nor PNG", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_HeaderClaimsTooMuch_IsRefusedBeforeAnythingIsAllocated()
    {
        using var folder = new ImageFolder();
        folder.Add("a/0.png", PngFiles.Claim(60_000, 60_000, new byte[100]));
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var claim = Fails(folder.Path);
        var raised = Fails(folder.Path, new ImageFolderOptions { MaxPixels = 1 << 28 });
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Contains("60000 × 60000 pixels; 1 to 67108864", claim.Message, StringComparison.Ordinal);
        Assert.Contains("MaxPixels", raised.Message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 4 << 20);
    }

    [Fact]
    public void Open_FewerBytesThanPixels_IsRefused()
    {
        using var folder = new ImageFolder();
        folder.Add("a/0.png", PngFiles.Claim(8_000, 8_000, new byte[100]));
        Assert.Contains("cannot hold", Fails(folder.Path).Message, StringComparison.Ordinal);
        folder.Add("a/0.png", PngFiles.Claim(200, 1, new byte[100]));
        Assert.Contains("decoded", Fails(folder.Path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_RowsMissingOfAHugePicture_IsRefusedBeforeItIsAllocated()
    {
        using var folder = new ImageFolder();
        var noise = new byte[20 << 20];
        new Random(1).NextBytes(noise.AsSpan(0, 100_000));
        folder.Add("a/0.png", PngFiles.Claim(3_000, 3_000, noise));
        Fails(folder.Path);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var error = Fails(folder.Path);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Contains("fewer follow", error.Message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 1 << 20);
    }

    [Fact]
    public void Open_ManyMorePixelsThanTheHeaderSays_IsRefused()
    {
        using var folder = new ImageFolder();
        folder.Add("a/0.png", PngFiles.Claim(10, 10, new byte[64 << 20]));

        var error = Fails(folder.Path);

        Assert.Contains("more than twice as many", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_JpegThatClaimsTooMuchOrIsCut_IsRefused()
    {
        using var folder = new ImageFolder();
        folder.Add("a/0.jpg", Jpeg(60_000, 60_000, hasEnd: true));
        Assert.Contains("60000 × 60000 pixels; 1 to", Fails(folder.Path).Message, StringComparison.Ordinal);
        folder.Add("a/0.jpg", Jpeg(8_000, 8_000, hasEnd: true));
        Assert.Contains("cannot hold", Fails(folder.Path).Message, StringComparison.Ordinal);
        folder.Add("a/0.jpg", Jpeg(8, 8, hasEnd: false));
        Assert.Contains("cut short", Fails(folder.Path).Message, StringComparison.Ordinal);
        folder.Add("a/0.jpg", [.. Jpeg(16, 16, hasEnd: true)[..15], .. Jpeg(8, 8, hasEnd: true)[2..]]);
        Assert.Contains("several JPEG frames", Fails(folder.Path).Message, StringComparison.Ordinal);
        folder.Add("a/0.jpg", Jpeg(8, 8, hasEnd: true)[..12]);
        Assert.Contains("cut short", Fails(folder.Path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AnyBitOfAPngFlipped_IsRefused()
    {
        using var folder = ImageFolder.Insects();
        var good = File.ReadAllBytes(folder.File("ant/0.png"));

        for (var place = 0; place < good.Length; place++)
        {
            var bad = good.ToArray();
            bad[place] ^= 0x10;
            folder.Add("ant/0.png", bad);
            Assert.Equal(folder.File("ant/0.png"), Fails(folder.Path).Path);
        }
    }

    [Fact]
    public void Open_JpegsWithRandomDamage_AreReadOrRefusedByName()
    {
        var jpeg = CifarFiles.Require("test", 1).First().Bytes;
        using var folder = new ImageFolder();
        var random = new SplitMix64(5);
        var refused = 0;

        for (var trial = 0; trial < 1_000; trial++)
        {
            var bad = jpeg.ToArray();
            for (var flip = 0; flip <= trial % 4; flip++)
            {
                bad[random.NextInt(bad.Length)] = (byte)random.NextInt(256);
            }

            folder.Add("a/0.jpg", bad);
            refused += Record.Exception(() => folder.Open()) is { } error
                ? Assert.IsType<InvalidDataSourceException>(error).Path.Length > 0 ? 1 : 0
                : 0;
        }

        Assert.InRange(refused, 50, 999);
    }

    [Fact]
    public void Read_FileChangedOrGoneSinceOpening_NamesIt()
    {
        using var folder = ImageFolder.Insects();
        var source = folder.Open(new ImageFolderOptions { CacheBytes = 0 });
        folder.Add("ant/1.png", PngFiles.Write(4, 3, ImageFolder.Pixels(4)));
        File.Delete(folder.File("bee/4.png"));

        var changed = Assert.Throws<InvalidDataSourceException>(() => source.Read([0, 1, 4]));
        var gone = Assert.Throws<InvalidDataSourceException>(() => source.Read([0, 4, 1]));

        Assert.Equal(folder.File("ant/1.png"), changed.Path);
        Assert.Contains("has changed", changed.Message, StringComparison.Ordinal);
        Assert.Equal(folder.File("bee/4.png"), gone.Path);
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Read([5]));
    }

    private static byte[] Jpeg(int width, int height, bool hasEnd)
    {
        byte[] frame = [0xFF, 0xC0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0];
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(5), (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(7), (ushort)width);
        byte[] scan = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3];
        return [0xFF, 0xD8, .. frame, .. scan, .. hasEnd ? new byte[] { 0xFF, 0xD9 } : []];
    }

    private static InvalidDataSourceException Fails(string folder, ImageFolderOptions? options = null) =>
        Assert.Throws<InvalidDataSourceException>(
            () => ImageFolderSource.Open(folder, options, cancellationToken: TestContext.Current.CancellationToken));
}
