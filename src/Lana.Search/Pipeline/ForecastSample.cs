namespace Lana.Pipeline;

/// <summary>Samples of many elements: evenly spread over them, random within each part.</summary>
internal static class ForecastSample
{
    // A byte of features costs a training step about as much time as this many multiply-accumulates.
    private const double MacsPerByte = 10.0;

    /// <summary>Returns at most <paramref name="count"/> elements: one from each of as many equal parts.</summary>
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

    /// <summary>The estimated work of a step relative to others, for use before anything is measured.</summary>
    public static double Work(Definitions.ModelCost cost) => 1.0 + cost.Macs + (MacsPerByte * cost.ActivationBytes);
}
