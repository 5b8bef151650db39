namespace Lana.Data;

/// <summary>Folders that are read without labels.</summary>
[Collection(TorchCollection.Name)]
public sealed class UnlabelledFolderTests
{
    private static readonly ImageFolderOptions Unlabelled =
        new() { Labels = ImageFolderLabels.None, Channels = 1, Scale = 1.0 };

    [Fact]
    public void Read_FlatFolder_GivesAllImagesInOrdinalOrderWithoutLabels()
    {
        using var folder = new ImageFolder();
        foreach (var (name, value) in new[] { ("b.png", 2), ("B.png", 0), ("a10.png", 1), ("c/a.png", 4), ("c/b/0.png", 5), ("b2.PNG", 3) })
        {
            folder.Add(name, PngFiles.Write(1, 1, [(byte)value]));
        }

        folder.Add("list.txt", [1]);
        folder.Add(".cache/0.png", [1]);

        var source = folder.Open(Unlabelled);

        using var batch = source.Read([.. Enumerable.Range(0, source.Count)]);
        Assert.Null(batch.Labels);
        Assert.Empty(source.Classes);
        Assert.Equal([folder.File("list.txt")], source.Ignored);

        // Files before folders, each in ordinal order: '.' < '2', capitals before small letters.
        Assert.Equal<float>([0, 1, 2, 3, 4, 5], batch.Images.data<float>().ToArray());
    }

    [Fact]
    public void Read_ClassFoldersWithoutLabels_AreTheSameImages()
    {
        using var folder = ImageFolder.Insects();
        var labelled = folder.Open(new ImageFolderOptions { CacheBytes = 0 });
        var source = folder.Open(new ImageFolderOptions { Labels = ImageFolderLabels.None, CacheBytes = 0 });

        using var expected = labelled.Read([0, 4, 2], augmentation: 3);
        using var batch = source.Read([0, 4, 2], augmentation: 3);

        Assert.Equal(expected.Images.data<float>().ToArray(), batch.Images.data<float>().ToArray());
        Assert.Null(batch.Labels);
        Assert.NotEqual(labelled.Fingerprint, source.Fingerprint);
        using var resized = source.Subset([1, 2]).Resize(2).Read([1]);
        Assert.Null(resized.Labels);
    }

    [Fact]
    public void Fingerprint_OfUnlabelledImages_ChangesWithNameContentAndOptions()
    {
        using var folder = ImageFolder.Insects();
        var options = new ImageFolderOptions { Labels = ImageFolderLabels.None, Size = 4 };
        var fingerprints = new List<string>
        {
            folder.Open(options).Fingerprint,
            folder.Open(options with { Scale = 1.0 }).Fingerprint,
            folder.Open(options with { ChannelOrder = ImageChannelOrder.Bgr }).Fingerprint,
            folder.Open(options with { Fit = ImageFit.Stretch }).Fingerprint,
            folder.Open(options with { Fit = ImageFit.Letterbox }).Fingerprint,
            folder.Open(options with { Fit = ImageFit.Letterbox, LetterboxFill = 0 }).Fingerprint,
        };
        File.Move(folder.File("ant/2.png"), folder.File("2.png"));
        fingerprints.Add(folder.Open(options).Fingerprint);
        folder.Add("2.png", PngFiles.Write(4, 3, ImageFolder.Pixels(0)));
        fingerprints.Add(folder.Open(options).Fingerprint);

        Assert.Equal(fingerprints.Count, fingerprints.Distinct().Count());
    }

    [Fact]
    public void Open_FlatFolderWithLabelsWanted_NamesTheOption()
    {
        using var folder = new ImageFolder();
        folder.Add("0.png", PngFiles.Write(1, 1, [1]));

        var flat = Assert.Throws<InvalidDataSourceException>(() => folder.Open());
        folder.Add("a/0.png", PngFiles.Write(1, 1, [1]));
        var mixed = Assert.Throws<InvalidDataSourceException>(() => folder.Open());

        Assert.All([flat, mixed], error =>
            Assert.Contains("ImageFolderOptions.Labels = None", error.Message, StringComparison.Ordinal));
        Assert.Equal((folder.Path, folder.File("0.png")), (flat.Path, mixed.Path));
        Assert.Equal(folder.File("0.png"), Assert.Single(folder.Open(new() { SkipUnreadable = true }).Skipped).Path);
        Assert.Equal(2, folder.Open(Unlabelled).Count);
    }

    [Fact]
    public void Open_NoImages_SaysSo()
    {
        using var folder = new ImageFolder();
        folder.Add("deep/notes.txt", [1]);

        var file = Assert.Throws<InvalidDataSourceException>(() => ImageFolderSource.Open(
            folder.File("deep/notes.txt"), cancellationToken: TestContext.Current.CancellationToken));
        var none = Assert.Throws<InvalidDataSourceException>(() => folder.Open(Unlabelled));
        folder.Add("deep/0.webp", [1]);
        var other = Assert.Throws<InvalidDataSourceException>(() => folder.Open(Unlabelled with { SkipUnreadable = true }));

        Assert.Contains("it is a file; name the folder", file.Message, StringComparison.Ordinal);
        Assert.Contains("it has no images: there is no .jpg, .jpeg or .png", none.Message, StringComparison.Ordinal);
        Assert.Contains("no image that can be read", other.Message, StringComparison.Ordinal);
        Assert.Contains(".webp file", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DamagedImage_IsNamedOrSkipped()
    {
        using var folder = new ImageFolder();
        folder.Add("0.png", PngFiles.Write(1, 1, [1]));
        folder.Add("1.png", PngFiles.Write(1, 1, [1])[..30]);

        var error = Assert.Throws<InvalidDataSourceException>(() => folder.Open(Unlabelled));
        var source = folder.Open(Unlabelled with { SkipUnreadable = true });

        Assert.Equal(folder.File("1.png"), error.Path);
        Assert.Equal((1, 1), (source.Count, source.Skipped.Count));
    }

    [Fact]
    public void Open_DifferingSizes_NamesTheFirstAndTheOption()
    {
        using var folder = new ImageFolder();
        folder.Add("0.png", PngFiles.Write(2, 1, [1, 2]));
        folder.Add("1.png", PngFiles.Write(1, 1, [1]));

        var error = Assert.Throws<InvalidDataSourceException>(() => folder.Open(Unlabelled));

        Assert.Equal(folder.File("1.png"), error.Path);
        Assert.Contains("ImageFolderOptions.Size", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, folder.Open(Unlabelled with { Size = 1 }).Count);
    }
}
