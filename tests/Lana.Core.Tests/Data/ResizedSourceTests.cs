using TorchSharp;

namespace Lana.Data;

[Collection(TorchCollection.Name)]
public sealed class ResizedSourceTests
{
    private static readonly FeatureShape Shape = new(1, 8, 8);

    private readonly byte[] _pixels = IdxFiles.Bytes(3 * 64);
    private readonly ImageArraySource _source;

    public ResizedSourceTests() => _source = Source(_pixels, Shape, 3);

    [Fact]
    public void Read_FourToTwo_WeighsByATriangleAsWideAsANewPixel()
    {
        byte[] row = [0, 40, 80, 200];
        var source = Source([.. row, .. row, .. row, .. row], new(1, 4, 4), 1);

        using var batch = new ResizedSource(source, height: 1, width: 2).Read([0]);

        Assert.Equal([1, 1, 1, 2], batch.Images.shape);
        Assert.Equal(((3 * 40) + 80) / 7.0 / 255.0, batch.Images[0, 0, 0, 0].item<float>(), 1e-6);
        Assert.Equal((40 + (3 * 280)) / 7.0 / 255.0, batch.Images[0, 0, 0, 1].item<float>(), 1e-6);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(13)]
    public void Read_AnyResolution_IsWhatTheResizerOfFilesMakesOfThePixels(int side)
    {
        using var batch = _source.Resize(side).Read([2, 0]);

        var expected = new[] { 2, 0 }.SelectMany(image => ImageResizer.Resize(
            _pixels.AsSpan(image * 64, 64), Shape, new ImageWindow(0, 0, 8, 8), side));
        Assert.Equal([2, 0], batch.Labels!.data<long>().ToArray());
        Assert.All(
            expected.Zip(batch.Images.data<float>().ToArray()),
            pair => Assert.InRange((255.0f * pair.Second) - pair.First, -0.501f, 0.501f));
    }

    [Fact]
    public void Read_WithAugmentation_ResizesWhatTheSourceVaried()
    {
        using var batch = _source.Resize(4).Read([1], augmentation: 9);
        using var plain = _source.Resize(4).Read([1]);
        using var varied = _source.Read([1], augmentation: 9);

        byte[] pixels = [.. varied.Images.data<float>().Select(value => (byte)Math.Round(255.0f * value))];
        var again = Source(pixels, Shape, 1);
        using var expected = again.Resize(4).Read([0]);
        Assert.True(torch.allclose(expected.Images, batch.Images, atol: 1e-5));
        Assert.False(torch.allclose(plain.Images, batch.Images, atol: 1e-5));
    }

    [Fact]
    public void Read_ManyTimes_LeaksNoTensor()
    {
        var resized = _source.Resize(4);
        resized.Read([0]).Dispose();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (var i = 0; i < 10; i++)
        {
            resized.Read([0, 1]).Dispose();
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Fingerprint_OtherResolutionOrSource_Differs()
    {
        string[] fingerprints =
        [
            _source.Fingerprint,
            _source.Resize(4).Fingerprint,
            _source.Resize(5).Fingerprint,
            new ResizedSource(_source, 4, 5).Fingerprint,
            _source.Take(1).Resize(4).Fingerprint,
        ];

        Assert.Equal(fingerprints.Length, fingerprints.Distinct().Count());
        Assert.Equal(fingerprints[1], _source.Resize(4).Fingerprint);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(ResizedSource.MaxSide + 1)]
    public void Resize_ToASideOutOfItsRange_Throws(int side) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _source.Resize(side));

    // 0 to 1, so that values are pixels.
    private static ImageArraySource Source(byte[] pixels, FeatureShape shape, int count) => new(
        pixels,
        shape,
        EpochOrder.Sequential(count),
        new() { Classes = 10, Mean = [0.0f], StandardDeviation = [1.0f], Augmentation = new() { Padding = 2 } });
}
