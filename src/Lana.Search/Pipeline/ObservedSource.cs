namespace Lana.Pipeline;

/// <summary>A source that remembers how many examples were read at once.</summary>
internal sealed class ObservedSource(IBatchSource source) : IBatchSource
{
    private int _batchSize;

    public int BatchSize => _batchSize;

    public int Count => source.Count;

    public FeatureShape Shape => source.Shape;

    public string Fingerprint => source.Fingerprint;

    public Batch Read(ReadOnlySpan<int> indices, ulong? augmentation = null)
    {
        // Every batch of a stage has the same size, so it does not matter which thread writes last.
        _batchSize = indices.Length;
        return source.Read(indices, augmentation);
    }
}
