namespace Lana.Data;

/// <summary>The classes, normalisation and augmentation of an <see cref="ImageArraySource"/>.</summary>
public sealed record ImageArrayOptions
{
    /// <summary>The number of classes: labels are 0 to this − 1.</summary>
    /// <value>At least 1; there is no default.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public required int Classes
    {
        get;
        init => field = InRange.Check(value, 1, int.MaxValue);
    }

    /// <summary>The mean that is subtracted from pixels of 0 to 1: one number for all channels or one per channel.</summary>
    /// <value>Finite; the default is 0.</value>
    /// <exception cref="ArgumentException">A number is not finite, or there is none.</exception>
    public IReadOnlyList<float> Mean
    {
        get;
        init => field = ChannelNumbers.CheckedMeans(value);
    } = [0];

    /// <summary>The standard deviation by which pixels are then divided: one number for all channels or one per
    /// channel.</summary>
    /// <value>Finite and above 0; the default is 1.</value>
    /// <exception cref="ArgumentException">A number is not finite or not above 0, or there is none.</exception>
    public IReadOnlyList<float> StandardDeviation
    {
        get;
        init => field = ChannelNumbers.CheckedDeviations(value);
    } = [1];

    /// <summary>The augmentation of images when a source is read with a seed of augmentation.</summary>
    /// <value>The default is <see cref="ImageAugmentation.None"/>.</value>
    public ImageAugmentation Augmentation { get; init; } = ImageAugmentation.None;

    /// <summary>The shape that images from files must have, [C, H, W].</summary>
    /// <value>The default is null: any.</value>
    public FeatureShape? ExpectedShape { get; init; }

    /// <summary>The options that determine the values of the pixels in a batch.</summary>
    internal ImageNumbers Numbers => new(Mean, StandardDeviation, Augmentation);
}
