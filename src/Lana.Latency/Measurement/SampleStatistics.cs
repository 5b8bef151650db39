namespace Lana.Measurement;

/// <summary>Computes an estimate from run times.</summary>
/// <remarks>Interruptions only add time, so only slow runs are outliers: those above the median by more than five times the
/// distance from the 10th percentile to the median (at least 2 % of the median), repeated until nothing changes or half of
/// the runs are gone. The error of the median is 1.2533 · σ / √n with σ from the interquartile range.</remarks>
internal static class SampleStatistics
{
    private const double Fence = 5.0;
    private const double MinSpread = 0.02;
    private const double MedianEfficiency = 1.2533;
    private const double QuartilesPerSigma = 1.349;

    /// <summary>Summarises the times of one subject in milliseconds, at least one, with drift divided out.</summary>
    public static LatencyEstimate Summarise(ReadOnlySpan<double> times)
    {
        var sorted = times.ToArray();
        Array.Sort(sorted);
        var kept = Kept(sorted);
        var inliers = sorted.AsSpan(0, kept);
        var median = OfSorted(inliers, 0.5);
        var sigma = (OfSorted(inliers, 0.75) - OfSorted(inliers, 0.25)) / QuartilesPerSigma;
        var error = median > 0.0 ? MedianEfficiency * sigma / Math.Sqrt(kept) / median : 0.0;
        return new LatencyEstimate(median, error, kept)
        {
            P10Ms = OfSorted(sorted, 0.1),
            P90Ms = OfSorted(sorted, 0.9),
        };
    }

    /// <summary>A quantile by linear interpolation between order statistics.</summary>
    public static double Quantile(ReadOnlySpan<double> values, double share)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return OfSorted(sorted, share);
    }

    private static int Kept(ReadOnlySpan<double> sorted)
    {
        var kept = sorted.Length;
        while (true)
        {
            var inliers = sorted[..kept];
            var median = OfSorted(inliers, 0.5);
            var spread = Math.Max(median - OfSorted(inliers, 0.1), median * MinSpread);
            var limit = median + (Fence * spread);
            var next = kept;
            while (next > (sorted.Length + 1) / 2 && sorted[next - 1] > limit)
            {
                next--;
            }

            if (next == kept)
            {
                return kept;
            }

            kept = next;
        }
    }

    private static double OfSorted(ReadOnlySpan<double> sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        return below + 1 < sorted.Length
            ? sorted[below] + ((position - below) * (sorted[below + 1] - sorted[below]))
            : sorted[^1];
    }
}
