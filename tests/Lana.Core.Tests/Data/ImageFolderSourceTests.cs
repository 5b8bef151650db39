using TorchSharp;

namespace Lana.Data;

[Collection(TorchCollection.Name)]
public sealed class ImageFolderSourceTests
{
    private static readonly ImageFolderOptions Raw = new() { Mean = [0], StandardDeviation = [1] };

    [Fact]
    public void Read_ClassPerFolder_GivesPixelsByChannelAndLabelsByName()
    {
        using var folder = ImageFolder.Insects();
        folder.Add("bee/notes.txt", [1]);
        folder.Add(".cache/0.png", [1]);
        var source = folder.Open(Raw);

        using var batch = source.Read([4, 0]);

        Assert.Equal(["ant", "bee"], source.Classes);
        Assert.Equal((5, 0), (source.Count, source.Skipped.Count));
        Assert.Equal(new(3, 3, 4), source.Shape);
        Assert.Equal([1, 0], batch.Labels!.data<long>().ToArray());
        Assert.Equal([2, 3, 3, 4], batch.Images.shape);
        var expected = new[] { 4, 0 }.SelectMany(example => Planar(ImageFolder.Pixels(example)))
            .Select(pixel => pixel / 255f);
        Assert.Equal(expected, batch.Images.data<float>().ToArray());
    }

    [Fact]
    public void Read_DefaultNormalisation_IsImageNets()
    {
        using var folder = ImageFolder.Insects();
        var source = folder.Open();

        using var batch = source.Read([2]);

        var (mean, deviation) = (new[] { 0.485f, 0.456f, 0.406f }, new[] { 0.229f, 0.224f, 0.225f });
        var expected = Planar(ImageFolder.Pixels(2))
            .Select((pixel, i) => ((pixel / 255f) - mean[i / 12]) / deviation[i / 12]);
        Assert.Equal(expected, batch.Images.data<float>().ToArray());
    }

    [Fact]
    public void Read_OneChannel_IsTheLuminance()
    {
        using var folder = new ImageFolder();
        folder.Add("a/grey.png", PngFiles.Write(2, 1, [10, 200]));
        folder.Add("a/rgb.png", PngFiles.Write(2, 1, [255, 0, 0, 0, 255, 0]));
        var source = folder.Open(new ImageFolderOptions { Channels = 1 });

        using var batch = source.Read([0, 1]);

        var actual = batch.Images.data<float>().Select(number => number * 255).ToArray();
        Assert.Equal(10, actual[0], 3);
        Assert.Equal(200, actual[1], 3);
        Assert.Equal(0.299 * 255, actual[2], tolerance: 1.0);
        Assert.Equal(0.587 * 255, actual[3], tolerance: 1.0);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 3)]
    [InlineData(72, 2)]
    [InlineData(1 << 20, 0)]
    public void Read_AnyCacheAndWorkers_GivesWhatAnImageArrayGives(long cache, int workers)
    {
        using var folder = ImageFolder.Insects();
        var augmentation = new ImageAugmentation { Padding = 2, HorizontalFlip = true, ErasedShare = 0.5 };
        var source = folder.Open(
            Raw with { CacheBytes = cache, Workers = workers, Augmentation = augmentation });
        var pixels = Enumerable.Range(0, 5).SelectMany(example => Planar(ImageFolder.Pixels(example))).ToArray();
        var array = new ImageArraySource(pixels, source.Shape, new[] { 0, 0, 0, 1, 1 }, new ImageArrayOptions
        {
            Classes = 2,
            Augmentation = augmentation,
        });

        foreach (var seed in new ulong?[] { null, 1, 2, 3 })
        {
            Assert.Equal(Numbers(array, seed), Numbers(source, seed));
            Assert.Equal(Numbers(source, seed), Numbers(source, seed));
        }
    }

    [Fact]
    public void Read_FromManyThreads_GivesTheSame()
    {
        using var folder = ImageFolder.Insects();
        var source = folder.Open(Raw with { CacheBytes = 0 });
        var expected = Numbers(source, 7);
        var actual = new float[32][];

        Parallel.For(0, actual.Length, i => actual[i] = Numbers(source, 7));

        Assert.All(actual, numbers => Assert.Equal(expected, numbers));
    }

    [Fact]
    public void Read_BatchDisposed_LeavesNoTensor()
    {
        using var folder = ImageFolder.Insects();
        var source = folder.Open();
        source.Read([0]).Dispose();
        var before = torch.Tensor.TotalCount;

        source.Read([0, 4]).Dispose();

        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    [Fact]
    public void Open_WithSize_TakesImagesOfAnySize()
    {
        using var folder = ImageFolder.Insects();
        folder.Add("bee/large.png", PngFiles.Write(40, 20, [.. Enumerable.Repeat((byte)90, 2400)]));

        var source = folder.Open(Raw with { Size = 3 });
        using var batch = source.Read([5, 0]);

        Assert.Equal(new(3, 3, 3), source.Shape);
        Assert.Equal([2, 3, 3, 3], batch.Images.shape);
        Assert.All(batch.Images[0].data<float>(), number => Assert.Equal(90 / 255f, number, 1e-6));
    }

    [Fact]
    public void Open_WithHeightAndWidth_TakesTheLargestPartOfTheseProportions()
    {
        using var folder = ImageFolder.Insects();
        byte[] stripes = [.. Enumerable.Range(0, 40 * 20).SelectMany(i => Enumerable.Repeat((byte)(i % 40 is >= 10 and < 30 ? 90 : 200), 3))];
        folder.Add("bee/large.png", PngFiles.Write(40, 20, stripes));

        var source = folder.Open(Raw with { Size = new SpatialSize(4, 2) });
        using var batch = source.Read([5]);

        Assert.Equal(new(3, 4, 2), source.Shape);
        Assert.All(batch.Images.data<float>(), number => Assert.Equal(90 / 255f, number, 1e-6));
    }

    [Fact]
    public void Open_GivenClasses_DecideTheLabels()
    {
        using var folder = ImageFolder.Insects();

        var source = folder.Open(Raw with { Classes = ["bee", "ant"] });

        using var batch = source.Read([0, 4]);
        Assert.Equal([0, 1], batch.Labels!.data<long>().ToArray());
    }

    [Fact]
    public void Open_Progress_CountsEveryImageAndCancellationStops()
    {
        using var folder = ImageFolder.Insects();
        using var stop = new CancellationTokenSource();
        var last = default(LanaProgress);
        var reporter = new Reporter(value => last = value);
        ImageFolderSource.Open(
            folder.Path, progress: reporter, cancellationToken: TestContext.Current.CancellationToken);

        stop.Cancel();

        Assert.Equal((5L, 5L), (last.Done, last.Of));
        Assert.Throws<OperationCanceledException>(
            () => ImageFolderSource.Open(folder.Path, cancellationToken: stop.Token));
    }

    [Fact]
    public void Fingerprint_AnythingButThePlaceChanges_Changes()
    {
        using var folder = ImageFolder.Insects();
        using var moved = ImageFolder.Insects();
        using var renamed = ImageFolder.Insects();
        using var other = ImageFolder.Insects();
        File.Move(renamed.File("ant/2.png"), renamed.File("ant/9.png"));
        other.Add("bee/4.png", PngFiles.Write(4, 3, ImageFolder.Pixels(3)));
        string[] fingerprints =
        [
            Of(folder, Raw), Of(renamed, Raw), Of(other, Raw),
            Of(folder, Raw with { Size = 3 }),
            Of(folder, Raw with { Size = 3, Fit = ImageFit.Stretch }),
            Of(folder, Raw with { Size = 3, CropShare = 0.5 }),
            Of(folder, Raw with { Mean = [0.5f] }),
            Of(folder, Raw with { Channels = 1 }),
            Of(folder, Raw with { Classes = ["bee", "ant"] }),
            Of(folder, Raw with { Augmentation = new ImageAugmentation { Padding = 1 } }),
        ];

        Assert.Equal(fingerprints.Length, fingerprints.Distinct().Count());
        Assert.Equal(fingerprints[0], Of(moved, Raw with { Workers = 3, CacheBytes = 0 }));
    }

    [Fact]
    public void Options_OutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Raw with { Size = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Raw with { Size = 16_385 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Raw with { Size = new SpatialSize(8, 0) });
        Assert.Throws<ArgumentOutOfRangeException>(() => Raw with { CropShare = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Raw with { CropShare = 1.01 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Raw with { Channels = 2 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Raw with { Workers = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Raw with { CacheBytes = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Raw with { MaxPixels = 0 });
        Assert.Throws<ArgumentException>(() => Raw with { Mean = [] });
        Assert.Throws<ArgumentException>(() => Raw with { StandardDeviation = [0] });
        Assert.Throws<ArgumentException>(() => Raw with { Classes = ["a", "a"] });
        Assert.Throws<ArgumentException>(() => Raw with { Classes = [] });
    }

    private static string Of(ImageFolder folder, ImageFolderOptions options) =>
        folder.Open(options).Fingerprint;

    private static float[] Numbers(IBatchSource source, ulong? seed)
    {
        using var batch = source.Read([3, 0, 4, 1, 2, 0], seed);
        return batch.Images.data<float>().ToArray();
    }

    private static IEnumerable<byte> Planar(byte[] pixels) =>
        from channel in Enumerable.Range(0, 3)
        from position in Enumerable.Range(0, 12)
        select pixels[(position * 3) + channel];
}
