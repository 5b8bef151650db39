namespace Lana.Data;

/// <summary>Options of an <see cref="ImageFolderSource"/>.</summary>
/// <remarks>Preprocessing creates tensors [N, C, H, W], whatever layout the file of a network has: the layout is
/// converted when the file is read or written.</remarks>
public sealed record ImageFolderOptions
{
    internal const int DefaultLetterboxFill = 114;

    /// <summary>The source of the labels, or <see cref="ImageFolderLabels.None"/>.</summary>
    /// <value>The default is <see cref="ImageFolderLabels.ClassFolders"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public ImageFolderLabels Labels
    {
        get;
        init => field = Named(value);
    }

    /// <summary>The height and width in pixels to which every image is resized; one number for a square.</summary>
    /// <value>1 to 16,384; the default is null: images are not resized and must all have the same size.</value>
    /// <exception cref="ArgumentOutOfRangeException">A side is out of its range.</exception>
    public SpatialSize? Size
    {
        get;
        init => field = value is { } size
            ? new SpatialSize(
                InRange.Check(size.Height, 1, ResizedSource.MaxSide), InRange.Check(size.Width, 1, ResizedSource.MaxSide))
            : null;
    }

    /// <summary>The method by which an image of other proportions gets <see cref="Size"/>.</summary>
    /// <value>The default is <see cref="ImageFit.Crop"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public ImageFit Fit
    {
        get;
        init => field = Named(value);
    }

    /// <summary>The grey around an image with <see cref="ImageFit.Letterbox"/>.</summary>
    /// <value>0 (black) to 255 (white); the default is 114, YOLO's, which is near the mean of photographs.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public int LetterboxFill
    {
        get;
        init => field = InRange.Check(value, 0, 255);
    } = DefaultLetterboxFill;

    /// <summary>The share of the sides that <see cref="ImageFit.Crop"/> keeps of the largest part: 0.875 keeps 224 of
    /// 256.</summary>
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

    /// <summary>The order of the 3 channels, which is also that of <see cref="Mean"/> and
    /// <see cref="StandardDeviation"/>.</summary>
    /// <value>The default is <see cref="ImageChannelOrder.Rgb"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public ImageChannelOrder ChannelOrder
    {
        get;
        init => field = Named(value);
    }

    /// <summary>The factor of pixels of 0 to 255, applied first: 1 for a network whose inputs are 0 to 255.</summary>
    /// <value>Finite, above 0; the default is 1 / 255. For −1 to 1 set <see cref="Mean"/> and <see cref="StandardDeviation"/> to
    /// 0.5.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public double Scale
    {
        get;
        init => field = double.IsFinite(value) && value > 0.0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The scale of pixels is finite and above 0.");
    } = ImageNumbers.UnitScale;

    /// <summary>The mean that is subtracted from scaled pixels: one number for all channels or one per channel.</summary>
    /// <value>Finite; the default is null: ImageNet's (red 0.485, green 0.456, blue 0.406) for 3 channels of 0 to 1, otherwise
    /// 0.</value>
    /// <exception cref="ArgumentException">A number is not finite, or there is none.</exception>
    public IReadOnlyList<float>? Mean
    {
        get;
        init => field = value is null ? null : ChannelNumbers.CheckedMeans(value);
    }

    /// <summary>The standard deviation by which pixels are then divided: one number for all channels or one per
    /// channel.</summary>
    /// <value>Finite, above 0; the default is null: ImageNet's (red 0.229, green 0.224, blue 0.225) for 3 channels of 0 to 1,
    /// otherwise 1.</value>
    /// <exception cref="ArgumentException">A number is not finite or not above 0, or there is none.</exception>
    public IReadOnlyList<float>? StandardDeviation
    {
        get;
        init => field = value is null ? null : ChannelNumbers.CheckedDeviations(value);
    }

    /// <summary>The augmentation of images when the source is read with a seed of augmentation.</summary>
    /// <value>The default is <see cref="ImageAugmentation.None"/>.</value>
    public ImageAugmentation Augmentation { get; init; } = ImageAugmentation.None;

    /// <summary>The folders of the classes in the order of their labels, for a folder that must have the same classes
    /// as another.</summary>
    /// <value>The default is null: all folders, in ordinal order of their names.</value>
    /// <exception cref="ArgumentException">There is no class, a name is empty, or one occurs twice.</exception>
    public IReadOnlyList<string>? Classes
    {
        get;
        init => field = value is null ? null : CheckedClasses(value);
    }

    /// <summary>True to leave out an image that cannot be read (damaged, of another format, or in no class folder) and
    /// to list it in <see cref="ImageFolderSource.Skipped"/>; false to refuse the folder.</summary>
    /// <value>The default is false.</value>
    public bool SkipUnreadable { get; init; }

    /// <summary>The number of threads that decode at once. Results do not depend on it.</summary>
    /// <value>0 to 1,024; the default is 0: one for each processor.</value>
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

    /// <summary>The maximum number of pixels of an image; a header with more is refused before allocation, and so is
    /// one with more than the bytes of its file can contain.</summary>
    /// <value>1 to 2²⁸; the default is 2²⁶ (8,192 × 8,192).</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public int MaxPixels
    {
        get;
        init => field = InRange.Check(value, 1, 1 << 28);
    } = 1 << 26;

    /// <summary>The options that determine the values of the pixels in a batch.</summary>
    internal ImageNumbers Numbers => new(
        Mean ?? DefaultNormalisation.Mean, StandardDeviation ?? DefaultNormalisation.StandardDeviation, Augmentation)
    {
        Scale = Scale,
    };

    private Normalisation DefaultNormalisation => Channels != 3 || Scale != ImageNumbers.UnitScale ? Normalisation.None
        : ChannelOrder == ImageChannelOrder.Bgr ? Normalisation.ImageNet.Reversed()
        : Normalisation.ImageNet;

    /// <summary>Creates options with the size and the number of channels of a network's input, and defaults for the
    /// rest.</summary>
    /// <param name="input">The network's input, [C, H, W], such as <c>network.Input</c>.</param>
    /// <returns>Options that can be changed with a <c>with</c> expression.</returns>
    /// <exception cref="ArgumentException">C is neither 1 nor 3.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is not 1 to 16,384.</exception>
    public static ImageFolderOptions For(FeatureShape input) => input.Channels is 1 or 3
        ? new ImageFolderOptions { Channels = input.Channels, Size = new SpatialSize(input.Height, input.Width) }
        : throw new ArgumentException($"The network takes {input.Channels} channels; images of a folder have 1 or 3.", nameof(input));

    private static T Named<T>(T value)
        where T : struct, Enum => Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, $"{typeof(T).Name} is one of {string.Join(", ", Enum.GetNames<T>())}.");

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
