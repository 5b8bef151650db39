using Lana.Data;

namespace Lana;

/// <summary>A source whose disk breaks after some reads.</summary>
internal sealed class FailingSource(IBatchSource source, int after) : IBatchSource
{
    private int _reads;

    public int Count => source.Count;

    public FeatureShape Shape => source.Shape;

    public string Fingerprint => source.Fingerprint;

    public Batch Read(ReadOnlySpan<int> indices, ulong? augmentation = null) =>
        Interlocked.Increment(ref _reads) <= after
            ? source.Read(indices, augmentation)
            : throw new IOException("The disk broke.");
}
