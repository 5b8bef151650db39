namespace Lana.Data;

/// <summary>Some examples of another source, renumbered.</summary>
/// <remarks>Augmentation follows the number in the other source: an example is augmented in the same way in both.</remarks>
internal sealed class SubsetSource : IBatchSource
{
    private readonly IBatchSource _source;
    private readonly int[] _indices;
    private readonly Lazy<string> _fingerprint;

    public SubsetSource(IBatchSource source, ReadOnlySpan<int> indices)
    {
        ArgumentNullException.ThrowIfNull(source);
        IndexGuard.Check(indices, source.Count);
        _source = source;
        _indices = indices.ToArray();
        _fingerprint = new Lazy<string>(MakeFingerprint);
    }

    /// <summary>The other source.</summary>
    public IBatchSource Source => _source;

    public int Count => _indices.Length;

    public FeatureShape Shape => _source.Shape;

    public string Fingerprint => _fingerprint.Value;

    public Batch Read(ReadOnlySpan<int> indices, ulong? augmentation = null)
    {
        IndexGuard.Check(indices, Count);
        var inner = new int[indices.Length];
        for (var i = 0; i < inner.Length; i++)
        {
            inner[i] = _indices[indices[i]];
        }

        return _source.ReadChecked(inner, augmentation);
    }

    private string MakeFingerprint()
    {
        using var hash = new ContentHash();
        return hash.Add("subset").Add(_source.Fingerprint).Add(MemoryMarshal.AsBytes<int>(_indices)).ToText();
    }
}
