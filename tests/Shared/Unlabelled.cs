using Lana.Data;

namespace Lana;

/// <summary>The images of another source without their labels.</summary>
internal sealed class Unlabelled(IBatchSource source) : IBatchSource
{
    public int Count => source.Count;

    public FeatureShape Shape => source.Shape;

    public string Fingerprint => $"unlabelled {source.Fingerprint}";

    public Batch Read(ReadOnlySpan<int> indices, ulong? augmentation = null)
    {
        using var batch = source.Read(indices, augmentation);
        return new Batch(batch.Images.alias());
    }
}
