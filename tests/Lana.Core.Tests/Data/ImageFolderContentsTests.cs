namespace Lana.Data;

/// <summary>No file of a folder is left out without a word, and no damaged one is read.</summary>
[Collection(TorchCollection.Name)]
public sealed class ImageFolderContentsTests
{
    // The letter ü as one character, and as u and a mark.
    private const string Composed = "\u00fc";
    private const string Decomposed = "u\u0308";

    private static readonly ImageFolderOptions Skipping = new() { SkipUnreadable = true };

    // 32 × 32 pixels with a restart marker after each row of blocks.
    private static readonly byte[] RestartJpeg = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYV" +
        "pQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAg" +
        "ACADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAABQL/xAAbEAACAgMBAAAAAAAAAAAAAAAAAgEDBSIjIf/EABUBAQEAAAAAAAAAAAAAAA" +
        "AAAAUE/8QAHBEAAQQDAQAAAAAAAAAAAAAAAAECBCQDBSIj/90ABAAC/9oADAMBAAIRAxEAPwADHrxgqxehePXjBVi9CdYvai25dXQewq+QMXrq" +
        "F4VfIGL11Bs8X0A5DqR//9AnHrxgqxehePXjBVi9B1YvaiG5dXQewq+QMXrqF4VdYGL11Bs8X0A5DqR//9k=");

    [Theory]
    [InlineData("ant/3.webp")]
    [InlineData("ant/3.BMP")]
    [InlineData("bee/more/3.tif")]
    [InlineData("outside.jpg")]
    [InlineData("outside.gif")]
    public void Open_ImageThatIsNotRead_FailsOrIsSkippedByName(string name)
    {
        using var folder = ImageFolder.Insects();
        folder.Add(name, [1, 2, 3]);

        var error = Assert.Throws<InvalidDataSourceException>(() => folder.Open());
        var source = folder.Open(Skipping);

        Assert.Equal(folder.File(name), error.Path);
        Assert.Equal((5, folder.File(name)), (source.Count, Assert.Single(source.Skipped).Path));
    }

    [Fact]
    public void Open_FilesThatAreNoImages_AreListed()
    {
        using var folder = ImageFolder.Insects();
        string[] others = ["readme.md", "ant/Thumbs.db", "bee/more/labels.csv", "bee/none"];
        foreach (var name in others.Append(".DS_Store").Append("ant/._0.png").Append("bee/.cache/0.png"))
        {
            folder.Add(name, [1]);
        }

        var source = folder.Open();

        Assert.Equal((5, 0), (source.Count, source.Skipped.Count));
        Assert.Equal(others.Select(folder.File).Order(), source.Ignored.Order());
    }

    [Fact]
    public void Read_ProcessHasChangedItsDirectory_ReadsTheSameFiles()
    {
        using var folder = ImageFolder.Insects();
        var before = Directory.GetCurrentDirectory();
        try
        {
            Directory.SetCurrentDirectory(folder.Path);
            var source = ImageFolderSource.Open(
                ".", new ImageFolderOptions { CacheBytes = 0 }, cancellationToken: TestContext.Current.CancellationToken);
            Directory.SetCurrentDirectory(before);

            using var batch = source.Read([0, 4]);

            Assert.Equal(2, batch.Count);
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }

    [Fact]
    public void Open_FoldersBelowAClass_AreOfTheClass()
    {
        using var folder = ImageFolder.Insects();
        folder.Add("ant/2019/deep/0.png", PngFiles.Write(4, 3, ImageFolder.Pixels(0)));

        var source = folder.Open();

        using var batch = source.Read([0, 1, 2, 3, 4, 5]);
        Assert.Equal([0, 0, 0, 0, 1, 1], batch.Labels!.data<long>().ToArray());
    }

    [Fact]
    public void Open_LinkToAFolderAbove_IsListedNotFollowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        using var folder = ImageFolder.Insects();
        Directory.CreateSymbolicLink(folder.File("ant/loop"), folder.Path);

        var source = folder.Open();

        Assert.Equal((5, folder.File("ant/loop")), (source.Count, Assert.Single(source.Ignored)));
    }

    [Fact]
    public void Open_NamesInEitherUnicodeForm_AreTheSameClassesAndData()
    {
        using var composed = Accents(Composed);
        using var decomposed = Accents(Decomposed);
        var (one, other) = (composed.Open(), decomposed.Open());

        var asked = decomposed.Open(new ImageFolderOptions { Classes = one.Classes });
        var reversed = composed.Open(new ImageFolderOptions
        {
            Classes = [.. one.Classes.Reverse().Select(name => name.Replace(Composed, Decomposed, StringComparison.Ordinal))],
        });

        Assert.Equal(one.Classes, other.Classes);
        Assert.Equal(one.Fingerprint, other.Fingerprint);
        Assert.Equal(one.Fingerprint, asked.Fingerprint);
        Assert.Equal(one.Classes.Reverse(), reversed.Classes);
    }

    [Fact]
    public void Open_OneNameInBothUnicodeForms_IsRefused()
    {
        using var folder = Accents(Composed);
        folder.Add($"M{Decomposed}ller/9.png", PngFiles.Write(4, 3, ImageFolder.Pixels(0)));

        // A file system that compares names as Lana does has one folder.
        Assert.SkipWhen(Directory.GetDirectories(folder.Path).Length < 4, "This file system has one form of names.");
        Assert.Contains("two folders are called", Fails(folder).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".webp")]
    public void Open_ClassWithoutAReadableImage_FailsEvenWhenSkipping(string ending)
    {
        using var folder = ImageFolder.Insects();
        folder.Add($"cricket/0{ending}", "no image"u8.ToArray());

        var error = Fails(folder, Skipping);

        Assert.Contains("class 'cricket' has no image that can be read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_SixteenBitPng_IsRefusedByName()
    {
        using var folder = ImageFolder.Insects();
        folder.Add("ant/0.png", PngFiles.Write(4, 3, new byte[4 * 3 * 6], bits: 16));

        Assert.Contains("16 bits per sample", Fails(folder).Message, StringComparison.Ordinal);
    }

    // Half a scan that is zeroed decodes to the end, and leaves what follows to chance.
    [Fact]
    public void Open_JpegWithZeroedRun_IsRefusedOrGivesTheSamePixelsAlways()
    {
        var begin = RestartJpeg.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]) + 14;
        var refused = 0;
        for (var place = begin; place < RestartJpeg.Length - 2; place++)
        {
            var bad = RestartJpeg.ToArray();
            bad.AsSpan(place, Math.Min(20, bad.Length - 2 - place)).Clear();
            using var folder = new ImageFolder();
            folder.Add("a/0.jpg", bad);
            if (Record.Exception(() => folder.Open()) is { } error)
            {
                Assert.IsType<InvalidDataSourceException>(error);
                refused++;
                continue;
            }

            var first = Pixels(folder);
            Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(first, Pixels(folder)));
        }

        Assert.True(refused > 0);
    }

    [Fact]
    public void Open_JpegWithRestartMarkers_IsRead()
    {
        using var folder = new ImageFolder();
        folder.Add("a/0.jpg", RestartJpeg);

        Assert.Equal(new FeatureShape(3, 32, 32), folder.Open().Shape);
    }

    private static InvalidDataSourceException Fails(ImageFolder folder, ImageFolderOptions? options = null) =>
        Assert.Throws<InvalidDataSourceException>(() => folder.Open(options));

    private static float[] Pixels(ImageFolder folder)
    {
        using var batch = folder.Open().Read([0]);
        return batch.Images.data<float>().ToArray();
    }

    private static ImageFolder Accents(string umlaut)
    {
        var folder = new ImageFolder();
        string[] classes = [$"M{umlaut}ller", "Muster", "Mz"];
        foreach (var (index, name) in classes.Index())
        {
            folder.Add($"{name}/{umlaut}.png", PngFiles.Write(4, 3, ImageFolder.Pixels(index)));
        }

        return folder;
    }
}
