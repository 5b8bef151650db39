namespace Lana.Measurement;

/// <summary>Keeps exported models, up to a size limit, while their subjects are measured repeatedly.</summary>
internal sealed class ModelCache
{
    private const long MaxBytes = 256L << 20;

    private long _bytes;

    /// <summary>Returns a function that exports only once if there is room, and otherwise each time.</summary>
    public Func<byte[]> Keep(Func<byte[]> export)
    {
        byte[]? kept = null;
        return () =>
        {
            if (kept is not null)
            {
                return kept;
            }

            var model = export();
            if (_bytes + model.Length <= MaxBytes)
            {
                _bytes += model.Length;
                kept = model;
            }

            return model;
        };
    }
}
