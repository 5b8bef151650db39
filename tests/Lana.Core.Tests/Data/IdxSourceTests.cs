namespace Lana.Data;

[Collection(TorchCollection.Name)]
public sealed class IdxSourceTests : IDisposable
{
    private static readonly ImageArrayOptions Options = new() { Classes = 3 };
    private readonly Scratch _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FromIdx_PairOfFiles_GivesImagesOfOneChannelAndLabels()
    {
        var source = ImageArraySource.FromIdx(Images(2), Labels(0, 2), Options with { ExpectedShape = new(1, 2, 3) });

        using var batch = source.Read([1]);
        Assert.Equal(2, source.Count);
        Assert.Equal(new FeatureShape(1, 2, 3), source.Shape);
        Assert.Equal(3, source.Classes);
        Assert.Equal([2L], batch.Labels!.data<long>().ToArray());
        Assert.Equal(IdxFiles.Bytes(12)[6..].Select(pixel => pixel / 255f), batch.Images.data<float>().ToArray());
    }

    [Fact]
    public void FromIdx_CountsDiffer_NamesBothFiles()
    {
        var images = Images(3);
        var labels = Labels(0, 1);

        var thrown = Assert.Throws<InvalidDataSourceException>(() => ImageArraySource.FromIdx(images, labels, Options));

        Assert.Contains($"{images}': its 3 images", thrown.Message, StringComparison.Ordinal);
        Assert.Contains($"2 labels of '{labels}'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromIdx_AnotherSize_SaysExpectedAndFound()
    {
        var images = Images(1);
        var options = Options with { ExpectedShape = new(1, 28, 28) };

        var thrown = Assert.Throws<InvalidDataSourceException>(
            () => ImageArraySource.FromIdx(images, Labels(0), options));

        Assert.Equal(images, thrown.Path);
        Assert.Contains("[1, 2, 3]; expected [1, 28, 28]", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromIdx_LabelOutsideTheClasses_NamesFileIndexAndLabel()
    {
        var labels = Labels(0, 7);

        var thrown = Assert.Throws<InvalidDataSourceException>(
            () => ImageArraySource.FromIdx(Images(2), labels, Options));

        Assert.Equal(labels, thrown.Path);
        Assert.Contains("Label 7 of example 1", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromIdx_PathsExchanged_AsksSo()
    {
        var images = Images(2);
        var labels = Labels(0, 1);

        var first = Assert.Throws<InvalidDataSourceException>(() => ImageArraySource.FromIdx(labels, labels, Options));
        var second = Assert.Throws<InvalidDataSourceException>(() => ImageArraySource.FromIdx(images, images, Options));

        Assert.Contains("exchanged", first.Message, StringComparison.Ordinal);
        Assert.Contains("exchanged", second.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train", 10_000, 1_000)]
    [InlineData("t10k", 3_000, 300)]
    public void FromIdx_QuickstartData_IsBalanced(string part, int count, int perClass)
    {
        var folder = Path.Combine(QuickstartData(), part);
        var source = ImageArraySource.FromIdx(
            $"{folder}-images-idx3-ubyte.gz",
            $"{folder}-labels-idx1-ubyte.gz",
            new() { Classes = 10, ExpectedShape = new(1, 28, 28) });

        using var batch = source.Read(EpochOrder.Sequential(source.Count));

        Assert.Equal(count, source.Count);
        var labels = batch.Labels!.data<long>().ToArray();
        Assert.All(Enumerable.Range(0, 10), label => Assert.Equal(perClass, labels.Count(found => found == label)));
    }

    // Not by the path the compiler saw: a deterministic build writes another.
    private static string QuickstartData()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Lana.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside the checkout.");
        }

        return Path.Combine(folder.FullName, "samples", "Quickstart", "data");
    }

    private string Images(int count) =>
        _folder.File("images.gz", IdxFiles.Gzip(IdxFiles.Plain([count, 2, 3], IdxFiles.Bytes(count * 6))));

    private string Labels(params byte[] labels) => _folder.File("labels", IdxFiles.Plain([labels.Length], labels));
}
