namespace Lana.Measurement;

/// <summary>Keeps exported models from pass to pass, as many as fit into a bound.</summary>
internal sealed class ModelCache
{
    private const long MostBytes = 256L << 20;

    private readonly Dictionary<string, byte[]> _models = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>A function that exports once where there is room, and each time where there is none.</summary>
    public Func<byte[]> Keep(string key, Func<byte[]> export) => () =>
    {
        if (_models.TryGetValue(key, out var kept))
        {
            return kept;
        }

        var model = export();
        if (_bytes + model.Length <= MostBytes)
        {
            _bytes += model.Length;
            _models[key] = model;
        }

        return model;
    };
}
