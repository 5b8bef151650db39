using Lana.Data;
using Lana.Modules;

namespace BringYourOwnNetwork;

/// <summary>The Quickstart's slice of Fashion-MNIST: what is trained on, what is chosen by, and what is read
/// once.</summary>
internal sealed record FashionSlice(IBatchSource Train, IBatchSource HeldOut, IBatchSource Test)
{
    public const int Classes = 10;
    private const int HeldOutImages = 1000;

    /// <summary>The shape of one image.</summary>
    public static FeatureShape Shape { get; } = new(1, 28, 28);

    public static FashionSlice Load()
    {
        var (heldOut, train) = Read("train").Split(HeldOutImages, seed: 0);
        return new FashionSlice(train, heldOut, Read("t10k"));
    }

    private static ImageArraySource Read(string part)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "data");
        return ImageArraySource.FromIdx(
            Path.Combine(folder, $"{part}-images-idx3-ubyte.gz"),
            Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz"),
            new ImageArrayOptions
            {
                Classes = Classes,
                Mean = [0.2860f],
                StandardDeviation = [0.3530f],
                ExpectedShape = Shape,
                Augmentation = new ImageAugmentation { Padding = 2, HorizontalFlip = true },
            });
    }
}
