namespace Lana.Data;

/// <summary>The conversion of bytes of images to numbers, (byte · scale − mean) / deviation, and their augmentation.</summary>
internal sealed record ImageNumbers(
    IReadOnlyList<float> Mean, IReadOnlyList<float> StandardDeviation, ImageAugmentation Augmentation)
{
    /// <summary>The scale that maps bytes to 0 to 1.</summary>
    public const double UnitScale = 1.0 / 255.0;

    public double Scale { get; init; } = UnitScale;

    /// <summary>Refuses numbers of means or deviations that do not match the number of channels.</summary>
    public void Require(int channels)
    {
        Check(Mean.Count, channels, nameof(Mean));
        Check(StandardDeviation.Count, channels, nameof(StandardDeviation));
    }

    /// <summary>Converts a byte to a number.</summary>
    public float Of(byte value, int channel) =>
        ((float)(value * Scale) - OfChannel(Mean, channel)) / OfChannel(StandardDeviation, channel);

    public void AddTo(ContentHash hash)
    {
        foreach (var number in Mean.Concat(StandardDeviation))
        {
            hash.Add((double)number);
        }

        hash.Add(Mean.Count)
            .Add(Augmentation.Padding)
            .Add(Augmentation.HorizontalFlip ? 1 : 0)
            .Add(Augmentation.ErasedShare);
    }

    private static float OfChannel(IReadOnlyList<float> values, int channel) =>
        values[values.Count == 1 ? 0 : channel];

    private static void Check(int count, int channels, string name)
    {
        if (count != 1 && count != channels)
        {
            throw new ArgumentException($"{name} has {count} numbers for {channels} channels.", name);
        }
    }
}
