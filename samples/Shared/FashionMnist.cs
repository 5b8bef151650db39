using Lana;
using Lana.Data;

namespace Samples;

/// <summary>Fashion-MNIST as this sample uses it: all training images, those to train on, held-out training images for
/// model selection, and the test images, which are read only once.</summary>
internal sealed record FashionMnist(
    IBatchSource Everything, IBatchSource Train, IBatchSource HeldOut, IBatchSource Test)
{
    public const int Classes = 10;
    private const int HeldOutImages = 1000;
    private const float Mean = 0.2860f;
    private const float Deviation = 0.3530f;

    /// <summary>The shape of one image.</summary>
    public static FeatureShape Shape { get; } = new(1, 28, 28);

    /// <summary>Reads the four IDX files that come with the samples.</summary>
    public static FashionMnist Load()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "data");
        var options = new ImageArrayOptions
        {
            Classes = Classes,
            Mean = [Mean],
            StandardDeviation = [Deviation],
            ExpectedShape = Shape,
            Augmentation = new ImageAugmentation { Padding = 2, HorizontalFlip = true, ErasedShare = 0.5 },
        };
        var training = Read(folder, "train", options);
        var (heldOut, train) = training.Split(HeldOutImages, seed: 0);
        return new FashionMnist(training, train, heldOut, Read(folder, "t10k", options));
    }

    /// <summary>Converts a normalised number back to the byte of the image.</summary>
    public static byte PixelOf(float number) => (byte)Math.Round(255f * ((number * Deviation) + Mean));

    private static ImageArraySource Read(string folder, string part, ImageArrayOptions options) => ImageArraySource.FromIdx(
        Path.Combine(folder, $"{part}-images-idx3-ubyte.gz"), Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz"), options);
}
