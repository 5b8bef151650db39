namespace Lana.Data;

/// <summary>How an <see cref="ImageFolderSource"/> reads its images.</summary>
public sealed record ImageFolderOptions
{
    /// <summary>The height and width in pixels to which every image is resized; a number for a square.</summary>
    /// <value>1 to 16,384; the default is null: images stay as they are and must all have one size.</value>
    /// <exception cref="ArgumentOutOfRangeException">A side is out of its range.</exception>
    public SpatialSize? Size
    {
        get;
        init => field = value is { } size
            ? new SpatialSize(
                InRange.Check(size.Height, 1, ResizedSource.MaxSide), InRange.Check(size.Width, 1, ResizedSource.MaxSide))
            : null;
    }

    /// <summary>Whether the whole image is resized to <see cref="Size"/>, which distorts an image of other proportions.
    /// Otherwise the largest part of these proportions around the centre is kept.</summary>
    /// <value>The default is false.</value>
    public bool Stretch { get; init; }

    /// <summary>The share of that part's sides that is kept: 0.875 is 224 of 256.</summary>
    /// <value>Above 0, at most 1; the default is 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public double CropShare
    {
        get;
        init => field = value is > 0.0 and <= 1.0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, "The share that a crop keeps is above 0, at most 1.");
    } = 1.0;

    /// <summary>C: 3 for colour, 1 for grey. Other images are converted; transparency is ignored.</summary>
    /// <value>1 or 3; the default is 3.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither.</exception>
    public int Channels
    {
        get;
        init => field = value is 1 or 3
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Images have 1 or 3 channels.");
    } = 3;

    /// <summary>What is subtracted from pixels of 0 to 1: one number for all channels or one per channel.</summary>
    /// <value>Finite; the default is null: ImageNet's (0.485, 0.456, 0.406) for 3 channels, 0 for grey.</value>
    /// <exception cref="ArgumentException">A number is not finite, or there is none.</exception>
    public IReadOnlyList<float>? Mean
    {
        get;
        init => field = value is null ? null : ChannelNumbers.CheckedMeans(value);
    }

    /// <summary>What pixels are divided by then: one number for all channels or one per channel.</summary>
    /// <value>Finite, above 0; the default is null: ImageNet's (0.229, 0.224, 0.225), or 1 for grey.</value>
    /// <exception cref="ArgumentException">A number is not finite or not above 0, or there is none.</exception>
    public IReadOnlyList<float>? StandardDeviation
    {
        get;
        init => field = value is null ? null : ChannelNumbers.CheckedDeviations(value);
    }

    /// <summary>How images are varied when the source is read with a seed of augmentation.</summary>
    /// <value>The default is <see cref="ImageAugmentation.None"/>.</value>
    public ImageAugmentation Augmentation { get; init; } = ImageAugmentation.None;

    /// <summary>The classes' folders in the order of their labels, for a folder that must agree with another.</summary>
    /// <value>The default is null: all folders, in ordinal order of their names.</value>
    /// <exception cref="ArgumentException">There is none, one is empty, or one occurs twice.</exception>
    public IReadOnlyList<string>? Classes
    {
        get;
        init => field = value is null ? null : CheckedClasses(value);
    }

    /// <summary>Whether an image that cannot be read (damaged, of another format, or in no class folder) is left out and listed in
    /// <see cref="ImageFolderSource.Skipped"/>. Otherwise opening the folder fails.</summary>
    /// <value>The default is false.</value>
    public bool SkipUnreadable { get; init; }

    /// <summary>How many threads decode at once. Results do not depend on it.</summary>
    /// <value>0 to 1,024; the default is 0: as many as there are processors.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public int Workers
    {
        get;
        init => field = InRange.Check(value, 0, 1024);
    }

    /// <summary>The maximum bytes of decoded images kept in memory; others are decoded at every read.</summary>
    /// <value>At least 0; the default is 256 MiB, in which 87,000 images of 32 × 32 × 3 fit.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long CacheBytes
    {
        get;
        init => field = InRange.Check(value, 0, long.MaxValue);
    } = 256L << 20;

    /// <summary>The maximum pixels of an image; a header that claims more is refused before allocation, and so is one that claims more
    /// than the bytes of its file can hold.</summary>
    /// <value>1 to 2²⁸; the default is 2²⁶ (8,192 × 8,192).</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public int MaxPixels
    {
        get;
        init => field = InRange.Check(value, 1, 1 << 28);
    } = 1 << 26;

    private static string[] CheckedClasses(IReadOnlyList<string> names)
    {
        if (names.Count == 0 || names.Any(string.IsNullOrWhiteSpace) || names.Distinct().Count() != names.Count)
        {
            throw new ArgumentException(
                $"Classes are at least one name, none empty and none twice; got [{string.Join(", ", names)}].",
                nameof(names));
        }

        return [.. names];
    }
}
