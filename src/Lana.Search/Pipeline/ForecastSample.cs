namespace Lana.Pipeline;

/// <summary>Some of many, spread evenly and at random between.</summary>
internal static class ForecastSample
{
    // A training step moves about as much memory for a byte of features as it computes in so many multiply-accumulates.
    private const double MacsPerByte = 10.0;

    /// <summary>At most <paramref name="count"/> elements, one of each of as many equal parts.</summary>
    public static List<T> Of<T>(IReadOnlyList<T> all, int count, ulong seed)
    {
        if (all.Count <= count)
        {
            return [.. all];
        }

        var random = new SplitMix64(seed);
        var sample = new List<T>(count);
        for (var part = 0; part < count; part++)
        {
            var first = (int)((long)all.Count * part / count);
            var end = (int)((long)all.Count * (part + 1) / count);
            sample.Add(all[first + random.NextInt(end - first)]);
        }

        return sample;
    }

    /// <summary>The work of a step relative to others, before anything is measured.</summary>
    public static double Work(Definitions.ModelCost cost) => 1.0 + cost.Macs + (MacsPerByte * cost.ActivationBytes);
}
