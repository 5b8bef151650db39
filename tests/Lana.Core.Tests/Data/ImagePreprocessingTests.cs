using Lana.Fuzzing;

namespace Lana.Data;

/// <summary>What the options make of the pixels of small images, by hand.</summary>
[Collection(TorchCollection.Name)]
public sealed class ImagePreprocessingTests
{
    private static readonly ImageFolderOptions Bytes = new() { Labels = ImageFolderLabels.None, Scale = 1.0 };
    private static readonly ImageFolderOptions Grey = Bytes with { Channels = 1 };

    [Fact]
    public void Letterbox_WideImage_HasFilledRowsAboveAndBelow() => Assert.Equal<float>(
        [
            114, 114, 114, 114,
            10, 20, 30, 40,
            50, 60, 70, 80,
            114, 114, 114, 114,
        ],
        Read(PngFiles.Write(4, 2, [10, 20, 30, 40, 50, 60, 70, 80]), Grey with { Size = 4, Fit = ImageFit.Letterbox }));

    [Fact]
    public void Letterbox_TallImageThatGrows_HasFilledColumnsAndIsInterpolated() => Assert.Equal<float>(
        [
            7, 7, 0, 25, 75, 100, 7, 7,
            7, 7, 0, 25, 75, 100, 7, 7,
            7, 7, 0, 25, 75, 100, 7, 7,
            7, 7, 0, 25, 75, 100, 7, 7,
        ],
        Read(
            PngFiles.Write(2, 2, [0, 100, 0, 100]),
            Grey with { Size = new SpatialSize(4, 8), Fit = ImageFit.Letterbox, LetterboxFill = 7 }));

    [Fact]
    public void Letterbox_OddRemainder_HasOneMoreRowBelow() => Assert.Equal<float>(
        [0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0],
        Read(PngFiles.Write(4, 1, [1, 2, 3, 4]), Grey with { Size = 4, Fit = ImageFit.Letterbox, LetterboxFill = 0 }));

    [Fact]
    public void Letterbox_Colours_FillsEveryChannel() => Assert.Equal<float>(
        [9, 1, 9, 9, 2, 9, 9, 3, 9],
        Read(PngFiles.Write(1, 3, [1, 2, 3, 1, 2, 3, 1, 2, 3]), Bytes with { Size = 3, Fit = ImageFit.Letterbox, LetterboxFill = 9 })
            .Where((_, i) => i % 9 < 3));

    [Theory]
    [InlineData(1, 100, 4, 4, 1, 4)]
    [InlineData(2, 3, 4, 4, 3, 4)]
    [InlineData(3, 2, 480, 640, 480, 320)]
    [InlineData(1080, 1920, 640, 640, 360, 640)]
    [InlineData(7, 5, 7, 5, 7, 5)]
    public void Inner_AnyProportions_FitsAndHasAtLeastOnePixel(
        int height, int width, int frameHeight, int frameWidth, int innerHeight, int innerWidth) => Assert.Equal(
            new SpatialSize(innerHeight, innerWidth),
            Letterbox.Inner(new FeatureShape(1, height, width), new SpatialSize(frameHeight, frameWidth)));

    [Fact]
    public void Crop_WideImage_KeepsTheMiddle() => Assert.Equal<float>(
        [20, 30, 60, 70],
        Read(PngFiles.Write(4, 2, [10, 20, 30, 40, 50, 60, 70, 80]), Grey with { Size = 2 }));

    [Fact]
    public void Stretch_ImageOfOtherProportions_ScalesEachDirection() => Assert.Equal<float>(
        [0, 25, 75, 100, 0, 25, 75, 100],
        Read(PngFiles.Write(2, 2, [0, 100, 0, 100]), Grey with { Size = new SpatialSize(2, 4), Fit = ImageFit.Stretch }));

    [Fact]
    public void ChannelOrder_Bgr_HasBlueFirst()
    {
        var png = PngFiles.Write(2, 1, [1, 2, 3, 4, 5, 6]);

        Assert.Equal<float>([1, 4, 2, 5, 3, 6], Read(png, Bytes));
        Assert.Equal<float>([3, 6, 2, 5, 1, 4], Read(png, Bytes with { ChannelOrder = ImageChannelOrder.Bgr }));
    }

    [Fact]
    public void ChannelOrder_BgrOfAResizedImage_IsThatOfTheOtherOrder()
    {
        var png = PngFiles.Write(4, 3, ImageFolder.Pixels(2));
        var options = Bytes with { Size = new SpatialSize(5, 6) };

        var rgb = Read(png, options).Chunk(30).ToArray();
        var bgr = Read(png, options with { ChannelOrder = ImageChannelOrder.Bgr });

        Assert.Equal([.. rgb[2], .. rgb[1], .. rgb[0]], bgr);
    }

    [Fact]
    public void ChannelOrder_BgrWithTheDefaultNormalisation_HasEachColoursOwn()
    {
        var png = PngFiles.Write(4, 3, ImageFolder.Pixels(1));
        var options = new ImageFolderOptions { Labels = ImageFolderLabels.None };

        var rgb = Read(png, options).Chunk(12).ToArray();
        var bgr = Read(png, options with { ChannelOrder = ImageChannelOrder.Bgr });

        Assert.Equal([.. rgb[2], .. rgb[1], .. rgb[0]], bgr);
    }

    [Fact]
    public void Scale_WithMeanAndDeviationPerChannel_IsTheClosedForm()
    {
        var numbers = Read(
            PngFiles.Write(1, 1, [10, 20, 30]), Bytes with { Mean = [1.0f, 2.0f, 3.0f], StandardDeviation = [0.5f, 2.0f, 4.0f] });
        var symmetric = Read(
            PngFiles.Write(1, 1, [0, 51, 255]), Bytes with { Scale = 1.0 / 255.0, Mean = [0.5f], StandardDeviation = [0.5f] });

        Assert.Equal<float>([18.0f, 9.0f, 6.75f], numbers);
        Assert.Equal([-1.0f, -0.6f, 1.0f], symmetric, (left, right) => Math.Abs(left - right) < 1e-6f);
    }

    [Fact]
    public void Scale_Default_IsTheByteDividedBy255ForEveryByte() => Assert.Equal(
        Enumerable.Range(0, 256).Select(value => value / 255f),
        Read(PngFiles.Write(256, 1, [.. Enumerable.Range(0, 256).Select(value => (byte)value)]), Grey with { Scale = 1.0 / 255.0 }));

    [Fact]
    public void Letterbox_JpegToBeTurned_IsTurnedFirst()
    {
        var jpeg = Convert.FromBase64String(JpegSeeds.All[^1]);

        var boxed = Read(jpeg, Bytes with { Size = 16, Fit = ImageFit.Letterbox, LetterboxFill = 3 }).Chunk(16).ToArray();
        var bgr = Read(jpeg, Bytes with { Size = 16, Fit = ImageFit.Letterbox, ChannelOrder = ImageChannelOrder.Bgr }).Chunk(16).ToArray();
        var inner = Read(jpeg, Bytes with { Size = new SpatialSize(16, 10), Fit = ImageFit.Stretch }).Chunk(10).ToArray();

        // Turned it has 6 × 10 pixels.
        Assert.All(boxed, row => Assert.All([.. row[..3], .. row[13..]], value => Assert.Equal(3, value)));
        Assert.Equal(inner, boxed.Select(row => row[3..13]));
        Assert.Equal(inner[..16], bgr[32..].Select(row => row[3..13]));
    }

    [Fact]
    public void For_ANetworksInput_HasItsChannelsAndSize()
    {
        var options = ImageFolderOptions.For(new FeatureShape(1, 20, 30));

        Assert.Equal((1, new SpatialSize(20, 30), ImageFit.Crop), (options.Channels, options.Size, options.Fit));
        Assert.Contains(
            "takes 4 channels",
            Assert.Throws<ArgumentException>(() => ImageFolderOptions.For(new FeatureShape(4, 20, 30))).Message,
            StringComparison.Ordinal);
    }

    public static TheoryData<ImageFolderOptions, string> Contradictions => new()
    {
        { new() { Labels = ImageFolderLabels.None, Classes = ["a"] }, "Classes names folders" },
        { new() { Channels = 1, ChannelOrder = ImageChannelOrder.Bgr }, "ChannelOrder = Bgr" },
        { new() { Fit = ImageFit.Letterbox }, "Fit = Letterbox has no effect without Size" },
        { new() { CropShare = 0.5 }, "CropShare = 0.5" },
        { new() { Size = 4, Fit = ImageFit.Stretch, CropShare = 0.5 }, "CropShare = 0.5" },
        { new() { Size = 4, LetterboxFill = 0 }, "LetterboxFill = 0" },
        { new() { Mean = [1, 2] }, "Mean has 2 numbers for 3 channels" },
        { new() { Channels = 1, StandardDeviation = [1, 2, 3] }, "StandardDeviation has 3 numbers for 1 channels" },
    };

    [Theory]
    [MemberData(nameof(Contradictions), DisableDiscoveryEnumeration = true)]
    public void Open_OptionThatHasNoEffect_IsRefusedBeforeAnyFileIsRead(ImageFolderOptions options, string problem)
    {
        using var folder = new ImageFolder();

        Assert.Contains(problem, Assert.Throws<ArgumentException>(() => folder.Open(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OutOfRange_AreRefusedByValue()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Bytes with { LetterboxFill = 256 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Bytes with { LetterboxFill = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Bytes with { Scale = 0.0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Bytes with { Scale = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => Bytes with { Labels = (ImageFolderLabels)2 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Bytes with { ChannelOrder = (ImageChannelOrder)2 });
        var fit = Assert.Throws<ArgumentOutOfRangeException>(() => Bytes with { Fit = (ImageFit)3 });
        Assert.Contains("ImageFit is one of Crop, Stretch, Letterbox", fit.Message, StringComparison.Ordinal);
    }

    private static float[] Read(byte[] file, ImageFolderOptions options)
    {
        using var folder = new ImageFolder();
        folder.Add(file[0] == 0xFF ? "0.jpg" : "0.png", file);
        using var batch = folder.Open(options).Read([0]);
        return batch.Images.data<float>().ToArray();
    }
}
