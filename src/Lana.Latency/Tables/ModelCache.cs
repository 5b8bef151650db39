namespace Lana.Tables;

/// <summary>Keeps exported models from pass to pass, as many as fit into a bound.</summary>
/// <param name="maximumBytes">The bound.</param>
internal sealed class ModelCache(long maximumBytes)
{
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
        if (_bytes + model.Length <= maximumBytes)
        {
            _bytes += model.Length;
            _models[key] = model;
        }

        return model;
    };
}
