namespace Lana.Data;

[Collection(TorchCollection.Name)]
public sealed class ImageErasingTests
{
    private const int Side = 16;

    [Fact]
    public void Read_ErasedShareOne_ClearsOneRectangleOfEveryImage()
    {
        var source = Source(erasedShare: 1.0);

        using var batch = source.Read(Enumerable.Range(0, source.Count).ToArray(), augmentation: 7);

        var values = batch.Images.data<float>().ToArray();
        for (var image = 0; image < source.Count; image++)
        {
            var erased =
                Enumerable.Range(0, Side * Side).Where(pixel => values[(image * Side * Side) + pixel] == 0f).ToList();
            var rows = erased.Select(pixel => pixel / Side).Distinct().Count();
            var columns = erased.Select(pixel => pixel % Side).Distinct().Count();
            Assert.InRange(rows, Side / 8, Side / 2);
            Assert.InRange(columns, Side / 8, Side / 2);
            Assert.Equal(rows * columns, erased.Count);
        }
    }

    [Fact]
    public void Read_ErasedShareHalf_ErasesSomeAndRepeats()
    {
        var source = Source(erasedShare: 0.5);
        var all = Enumerable.Range(0, source.Count).ToArray();

        using var first = source.Read(all, augmentation: 3);
        using var second = source.Read(all, augmentation: 3);

        var values = first.Images.data<float>().ToArray();
        var erased = values.Chunk(Side * Side).Count(image => image.Contains(0f));
        Assert.InRange(erased, source.Count / 4, source.Count * 3 / 4);
        Assert.Equal(values, second.Images.data<float>().ToArray());
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void ErasedShare_NotAShare_Throws(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageAugmentation { ErasedShare = share });

    private static ImageArraySource Source(double erasedShare) => new(
        Enumerable.Repeat((byte)255, 100 * Side * Side).ToArray(),
        new FeatureShape(1, Side, Side),
        new int[100],
        new ImageArrayOptions
        {
            Classes = 1,
            Mean = [0.5f],
            StandardDeviation = [0.25f],
            Augmentation = new ImageAugmentation { ErasedShare = erasedShare },
        });
}
