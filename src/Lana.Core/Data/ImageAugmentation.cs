namespace Lana.Data;

/// <summary>The augmentation of training images.</summary>
public sealed record ImageAugmentation
{
    /// <summary>The maximum number of pixels that may be added around an image.</summary>
    public const int MaxPadding = 1024;

    /// <summary>No augmentation.</summary>
    public static ImageAugmentation None { get; } = new();

    /// <summary>Black pixels added on each side before a random crop of the original size.</summary>
    /// <value>0 to 1024; the default is 0: no random crop.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or above 1024.</exception>
    public int Padding
    {
        get;
        init => field = InRange.Check(value, 0, MaxPadding);
    }

    /// <summary>True to mirror half of the images left to right.</summary>
    /// <value>The default is false.</value>
    public bool HorizontalFlip { get; init; }

    /// <summary>The share of images with an erased rectangle: an eighth to a half of each side.</summary>
    /// <value>A share of 0 to 1; the default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a share.</exception>
    /// <remarks>Zhong et al. 2017, "Random Erasing Data Augmentation".</remarks>
    public double ErasedShare
    {
        get;
        init => field = value is >= 0.0 and <= 1.0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The share of erased images is 0 to 1.");
    }
}
