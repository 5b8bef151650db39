namespace Lana.Data;

/// <summary>The normalisation of a network's input images: (pixel / 255 − mean) / standard deviation, channel by
/// channel.</summary>
internal sealed record Normalisation(ImmutableArray<float> Mean, ImmutableArray<float> StandardDeviation)
{
    public static Normalisation ImageNet { get; } = new([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <summary>No normalisation.</summary>
    public static Normalisation None { get; } = new([0f], [1f]);

    public static Normalisation Half { get; } = new([0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f]);

    /// <summary>The same normalisation for the order blue, green, red.</summary>
    public Normalisation Reversed() => new([.. Mean.Reverse()], [.. StandardDeviation.Reverse()]);
}
