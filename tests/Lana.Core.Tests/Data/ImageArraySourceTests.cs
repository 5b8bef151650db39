using TorchSharp;

namespace Lana.Data;

[Collection(TorchCollection.Name)]
public sealed class ImageArraySourceTests
{
    private static readonly FeatureShape Shape = new(2, 3, 4);
    private static readonly ImageArrayOptions Plain = new() { Classes = 3 };

    private static readonly ImageAugmentation Varied = new() { Padding = 2, HorizontalFlip = true };

    [Fact]
    public void Read_ChosenExamples_GivesNormalisedImagesAndLabels()
    {
        var source = Make(Plain with { Mean = [0.5f, 0.25f], StandardDeviation = [0.5f, 2] });

        using var batch = source.Read([3, 0, 3]);

        Assert.Equal([3, 2, 3, 4], batch.Images.shape);
        Assert.Equal(torch.ScalarType.Float32, batch.Images.dtype);
        Assert.Equal(torch.ScalarType.Int64, batch.Labels!.dtype);
        Assert.Equal([0, 0, 0], batch.Labels.data<long>().ToArray());
        var expected = new[] { 3, 0, 3 }.SelectMany(example => Enumerable.Range(0, 24).Select(
            i => ((Pixel(example, i) / 255f) - (i < 12 ? 0.5f : 0.25f)) / (i < 12 ? 0.5f : 2)));
        Assert.Equal(expected, batch.Images.data<float>().ToArray());
    }

    [Fact]
    public void Read_WithoutAugmentationInTheOptions_SeedChangesNothing()
    {
        var source = Make(Plain);

        Assert.Equal(Numbers(source, 1, null), Numbers(source, 1, 5));
    }

    [Fact]
    public void Read_Augmented_IsOneOfTheShiftedAndMirroredImagesAndAllOccur()
    {
        var source = Make(Plain with { Augmentation = Varied, Mean = [0.5f] });
        var possible = AllVariations(example: 1, padding: 2);

        var seen = Enumerable.Range(0, 2_000).Select(seed => Key(Numbers(source, 1, (ulong)seed))).ToHashSet();

        Assert.Equal(2 * 5 * 5, possible.Count);
        Assert.Equal(possible, seen);
    }

    [Fact]
    public void Read_SameSeed_DependsNeitherOnTheBatchNorOnThePlaceInIt()
    {
        var source = Make(Plain with { Augmentation = Varied });
        using var batch = source.Read([2, 0, 1], 9);

        var numbers = batch.Images.data<float>().ToArray();

        Assert.Equal(Numbers(source, 2, 9), numbers[..24]);
        Assert.Equal(Numbers(source, 1, 9), numbers[48..]);
    }

    [Fact]
    public void Read_FromManyThreads_GivesTheSame()
    {
        var source = Make(Plain with { Augmentation = Varied });
        var expected = Enumerable.Range(0, 64).Select(i => Key(Numbers(source, i % 4, (ulong)i))).ToArray();
        var actual = new string[64];

        Parallel.For(0, 64, i => actual[i] = Key(Numbers(source, i % 4, (ulong)i)));

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Read_BatchDisposed_LeavesNoTensor()
    {
        var source = Make(Plain);
        source.Read([0]).Dispose();
        var before = torch.Tensor.TotalCount;

        source.Read([0, 1]).Dispose();

        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    [Fact]
    public void Read_WrongIndices_Throws()
    {
        var source = Make(Plain);

        Assert.Throws<ArgumentException>(() => source.Read([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Read([0, -1]));
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => source.Read([4]));
        Assert.Contains("0 to 3", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_LabelOutsideTheClasses_NamesIndexAndLabel()
    {
        var pixels = new byte[48];

        var high = Assert.Throws<ArgumentException>(() => new ImageArraySource(pixels, Shape, new[] { 0, 3 }, Plain));
        var low = Assert.Throws<ArgumentException>(() => new ImageArraySource(pixels, Shape, new[] { -1, 0 }, Plain));

        Assert.Contains("Label 3 of example 1 is outside 0 to 2", high.Message, StringComparison.Ordinal);
        Assert.Contains("Label -1 of example 0", low.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_LengthsDoNotFit_Throws()
    {
        ReadOnlyMemory<byte> none = default;

        Assert.Throws<ArgumentException>(() => new ImageArraySource(new byte[47], Shape, new[] { 0, 1 }, Plain));
        Assert.Throws<ArgumentException>(() => new ImageArraySource(none, Shape, default, Plain));
        Assert.Throws<ArgumentException>(() => new ImageArraySource(none, new(0, 3, 4), new[] { 0 }, Plain));
        Assert.Throws<ArgumentException>(() => Make(Plain with { Mean = [0, 0, 0] }));
        Assert.Throws<ArgumentException>(() => Make(Plain with { StandardDeviation = [1, 1, 1] }));
    }

    [Fact]
    public void Options_OutOfRange_Throws()
    {
        Assert.Throws<ArgumentException>(() => Plain with { StandardDeviation = [0] });
        Assert.Throws<ArgumentException>(() => Plain with { Mean = [float.NaN] });
        Assert.Throws<ArgumentException>(() => Plain with { Mean = [] });
        Assert.Throws<ArgumentOutOfRangeException>(() => Plain with { Classes = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageAugmentation { Padding = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageAugmentation { Padding = 1025 });
    }

    [Fact]
    public void Fingerprint_AnythingChanges_Changes()
    {
        var pixels = IdxFiles.Bytes(48);
        pixels[47]++;
        ImageArraySource[] sources =
        [
            Two(Plain),
            new(pixels, Shape, new[] { 0, 1 }, Plain),
            new(IdxFiles.Bytes(48), Shape, new[] { 0, 2 }, Plain),
            new(IdxFiles.Bytes(48), new(1, 6, 4), new[] { 0, 1 }, Plain),
            Two(Plain with { Classes = 4 }),
            Two(Plain with { Mean = [0.5f] }),
            Two(Plain with { StandardDeviation = [0.5f] }),
            Two(Plain with { Augmentation = new() { Padding = 1 } }),
            Two(Plain with { Augmentation = new() { HorizontalFlip = true } }),
        ];

        Assert.Equal(sources.Length, sources.Select(source => source.Fingerprint).Distinct().Count());
        Assert.Equal(sources[0].Fingerprint, Two(Plain with { }).Fingerprint);
    }

    private static ImageArraySource Make(ImageArrayOptions options) =>
        new(IdxFiles.Bytes(96), Shape, new[] { 0, 1, 2, 0 }, options);

    private static ImageArraySource Two(ImageArrayOptions options) =>
        new(IdxFiles.Bytes(48), Shape, new[] { 0, 1 }, options);

    private static byte Pixel(int example, int offset) => (byte)(((example * 24) + offset) * 7);

    private static string Key(float[] numbers) => string.Join(' ', numbers);

    private static float[] Numbers(ImageArraySource source, int example, ulong? seed)
    {
        using var batch = source.Read([example], seed);
        return batch.Images.data<float>().ToArray();
    }

    /// <summary>Written out from the definition: pad with black, crop anywhere, mirror or not.</summary>
    private static HashSet<string> AllVariations(int example, int padding)
    {
        var all = new HashSet<string>();
        foreach (var flip in new[] { false, true })
        {
            for (var top = 0; top <= 2 * padding; top++)
            {
                for (var left = 0; left <= 2 * padding; left++)
                {
                    all.Add(Key(Variation(example, top - padding, left - padding, flip)));
                }
            }
        }

        return all;
    }

    private static float[] Variation(int example, int down, int right, bool flip) =>
        [.. from channel in Enumerable.Range(0, 2)
            from y in Enumerable.Range(0, 3)
            from x in Enumerable.Range(0, 4)
            let row = y + down
            let column = (flip ? 3 - x : x) + right
            let inside = row is >= 0 and < 3 && column is >= 0 and < 4
            let pixel = inside ? Pixel(example, (channel * 12) + (row * 4) + column) : 0
            select (pixel / 255f) - 0.5f];
}
