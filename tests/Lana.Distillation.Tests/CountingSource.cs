using Lana.Data;

namespace Lana;

/// <summary>A source that counts how often each batch is read.</summary>
internal sealed class CountingSource(IBatchSource source) : IBatchSource
{
    private int _reads;

    public int Reads => _reads;

    public int Count => source.Count;

    public FeatureShape Shape => source.Shape;

    public string Fingerprint => source.Fingerprint;

    public Batch Read(ReadOnlySpan<int> indices, ulong? augmentation = null)
    {
        Interlocked.Increment(ref _reads);
        return source.Read(indices, augmentation);
    }
}
