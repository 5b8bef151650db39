namespace Lana.Data;

/// <summary>How a network wants its images: (pixel / 255 − mean) / standard deviation, channel by channel.</summary>
internal sealed record Normalisation(ImmutableArray<float> Mean, ImmutableArray<float> StandardDeviation)
{
    public static Normalisation ImageNet { get; } = new([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <summary>Numbers as they are.</summary>
    public static Normalisation None { get; } = new([0f], [1f]);

    public static Normalisation Half { get; } = new([0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f]);

    /// <summary>The same for blue, green and red.</summary>
    public Normalisation Reversed() => new([.. Mean.Reverse()], [.. StandardDeviation.Reverse()]);
}
