namespace Lana.Measurement;

/// <summary>Keeps exported models for as long as their subjects are measured again, up to a bound.</summary>
internal sealed class ModelCache
{
    private const long MaxBytes = 256L << 20;

    private long _bytes;

    /// <summary>A function that exports once where there is room, and each time where there is none.</summary>
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
