namespace Lana.Data;

public sealed class ImageResizerTests
{
    [Fact]
    public void Resize_SameSize_ChangesNothingButTheOrder()
    {
        byte[] pixels = [.. Enumerable.Range(0, 48).Select(i => (byte)(i * 5))];

        var resized = ImageResizer.Resize(pixels, new(3, 4, 4), new ImageWindow(0, 0, 4, 4), 4);

        Assert.Equal(
            from channel in Enumerable.Range(0, 3)
            from position in Enumerable.Range(0, 16)
            select pixels[(position * 3) + channel],
            resized);
    }

    [Fact]
    public void Resize_TwoToFour_IsTheLinearInterpolationByHand()
    {
        var resized = ImageResizer.Resize([0, 100, 0, 100], new(1, 2, 2), new ImageWindow(0, 0, 2, 2), 4);

        // New centres lie at -1/4, 1/4, 3/4 and 5/4 of the old ones; outside, the edge goes on.
        Assert.Equal<byte>([0, 25, 75, 100, 0, 25, 75, 100, 0, 25, 75, 100, 0, 25, 75, 100], resized);
    }

    [Fact]
    public void Resize_FourToTwo_WeighsByATriangleAsWideAsANewPixel()
    {
        byte[] row = [0, 40, 80, 200];
        byte[] pixels = [.. row, .. row, .. row, .. row];

        var resized = ImageResizer.Resize(pixels, new(1, 4, 4), new ImageWindow(0, 0, 4, 4), 2);

        // Around 1: distances 1/2, 1/2 and 3/2 of a reach of 2 give 3, 3 and 1 parts of 7.
        var left = (byte)Math.Round(((3 * 0) + (3 * 40) + (1 * 80)) / 7.0);
        var right = (byte)Math.Round(((1 * 40) + (3 * 80) + (3 * 200)) / 7.0);
        Assert.Equal<byte>([left, right, left, right], resized);
    }

    [Fact]
    public void Resize_ARamp_StaysARamp()
    {
        byte[] pixels = [.. Enumerable.Range(0, 100 * 100).Select(i => (byte)(2 * (i % 100)))];

        var resized = ImageResizer.Resize(pixels, new(1, 100, 100), new ImageWindow(0, 0, 100, 100), 20);

        for (var x = 1; x < 19; x++)
        {
            Assert.InRange(resized[(10 * 20) + x], (10 * x) + 3, (10 * x) + 5);
        }
    }

    [Fact]
    public void Window_OfAWideImage_IsItsMiddle()
    {
        var crop = ImageWindow.Of(new(3, 20, 40), 5, new ImageFolderOptions());
        var inner = ImageWindow.Of(new(3, 20, 40), 5, new ImageFolderOptions { CropShare = 0.5 });
        var stretched = ImageWindow.Of(new(3, 20, 40), 5, new ImageFolderOptions { Fit = ImageFit.Stretch });

        Assert.Equal(new ImageWindow(0, 10, 20, 20), crop);
        Assert.Equal(new ImageWindow(5, 15, 10, 10), inner);
        Assert.Equal(new ImageWindow(0, 0, 20, 40), stretched);
    }

    [Theory]
    [InlineData(10, 20, 0, 0, 20, 40)]
    [InlineData(10, 5, 0, 15, 20, 10)]
    [InlineData(5, 20, 5, 0, 10, 40)]
    public void Window_OfOtherProportions_IsTheLargestAroundTheCentre(
        int rows, int columns, double top, double left, double height, double width) => Assert.Equal(
            new ImageWindow(top, left, height, width),
            ImageWindow.Of(new(3, 20, 40), new SpatialSize(rows, columns), new ImageFolderOptions()));

    [Fact]
    public void Resize_ToOtherProportions_ScalesEachDirectionAlone()
    {
        byte[] pixels = [.. Enumerable.Range(0, 40 * 60).Select(i => (byte)((2 * (i % 60)) + (i / 60)))];

        var resized = ImageResizer.Resize(pixels, new(1, 40, 60), new ImageWindow(0, 0, 40, 60), new SpatialSize(20, 15));

        Assert.Equal(300, resized.Length);
        for (var x = 1; x < 14; x++)
        {
            Assert.InRange(resized[(10 * 15) + x], (8 * x) + 3 + 19, (8 * x) + 3 + 22);
        }
    }

    [Fact]
    public void Crc32_OfTheLastChunk_IsWhatEveryPngEndsWith() => Assert.Equal(0xAE426082, Crc32.Of("IEND"u8));
}
