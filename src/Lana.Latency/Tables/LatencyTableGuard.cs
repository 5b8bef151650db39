namespace Lana.Tables;

/// <summary>Checks the contents of a latency table.</summary>
internal static class LatencyTableGuard
{
    public static double Milliseconds(double value, string what) => double.IsFinite(value) && value >= 0.0
        ? value
        : throw new ArgumentException($"The time of {what} is {value} ms; a time is a finite number of at least 0.");

    public static FrozenDictionary<CandidateKey, LatencyEntry> Index(
        IEnumerable<LatencyEntry> entries, IReadOnlyCollection<string> layers)
    {
        var known = new HashSet<string>(layers, StringComparer.Ordinal);
        if (known.Count != layers.Count)
        {
            throw new ArgumentException("Two layers have one name.");
        }

        var index = new Dictionary<CandidateKey, LatencyEntry>();
        foreach (var entry in entries)
        {
            var what = $"{entry.Key}";
            Milliseconds(entry.LatencyMs, what);
            Milliseconds(entry.ErrorMs, $"the error of {what}");
            if (!known.Contains(entry.Key.Layer))
            {
                throw new ArgumentException($"The table has no layer '{entry.Key.Layer}', yet a time for " +
                    $"'{entry.Key.Operation}' in it.");
            }

            if (!index.TryAdd(entry.Key, entry))
            {
                throw new ArgumentException($"There are two times of {what}; give each candidate once.");
            }
        }

        return index.ToFrozenDictionary();
    }
}
