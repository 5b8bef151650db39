using Lana.Fuzzing;

namespace Lana.Data;

[Collection(TorchCollection.Name)]
public sealed class ImagePreprocessorTests
{
    private static readonly SpatialSize Size = new(5, 7);

    public static TheoryData<ImageFolderOptions> Variants() =>
    [
        new ImageFolderOptions { Size = Size },
        new ImageFolderOptions { Size = Size, Channels = 1 },
        new ImageFolderOptions { Size = Size, Fit = ImageFit.Letterbox, ChannelOrder = ImageChannelOrder.Bgr, Scale = 1.0 },
        new ImageFolderOptions { Size = Size, Fit = ImageFit.Stretch, Mean = [0.1f, 0.2f, 0.3f], StandardDeviation = [0.5f] },
        new ImageFolderOptions { Size = new SpatialSize(3, 4), CropShare = 0.75 },
    ];

    [Theory]
    [MemberData(nameof(Variants), DisableDiscoveryEnumeration = true)]
    public void Read_File_GivesTheNumbersOfTheFolder(ImageFolderOptions options)
    {
        using var folder = ImageFolder.Insects();
        folder.Add("bee/photo.jpg", Convert.FromBase64String(JpegSeeds.All[0]));
        var source = folder.Open(options);
        var preprocessor = new ImagePreprocessor(options);
        var files = Directory.GetFiles(folder.Path, "*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();

        using var batch = source.Read([.. Enumerable.Range(0, source.Count)]);

        Assert.Equal(source.Shape, preprocessor.Shape);
        Assert.Equal(
            batch.Images.data<float>().ToArray(),
            files.SelectMany(file => preprocessor.Read(File.ReadAllBytes(file))));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A })]
    [InlineData(new byte[] { 0x3C, 0x68, 0x74, 0x6D, 0x6C, 0x3E })]
    public void Read_NoImage_IsRefusedByName(byte[] file)
    {
        var preprocessor = new ImagePreprocessor(new ImageFolderOptions { Size = Size });

        var failure = Assert.Throws<InvalidDataSourceException>(() => preprocessor.Read(file, "upload 7"));

        Assert.Contains("upload 7", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_WithoutSize_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new ImagePreprocessor(new ImageFolderOptions()));

    [Fact]
    public void New_OptionsThatContradictEachOther_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new ImagePreprocessor(new ImageFolderOptions { Size = Size, Channels = 1, Mean = [0f, 0f, 0f] }));
        Assert.Throws<ArgumentException>(
            () => new ImagePreprocessor(new ImageFolderOptions { Size = Size, Fit = ImageFit.Stretch, CropShare = 0.5 }));
    }
}
