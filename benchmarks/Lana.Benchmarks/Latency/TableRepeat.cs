using Lana.Tables;

namespace Lana.Benchmarks.Latency;

/// <summary>The differences between two tables of the same device, entry by entry.</summary>
/// <param name="Entries">Entries above 20 µs, which are compared.</param>
/// <param name="Median">The median relative difference.</param>
/// <param name="P95">Its 95th percentile.</param>
internal sealed record TableRepeat(int Entries, double Median, double P95)
{
    private const double SmallestMs = 0.020;

    public static TableRepeat Of(LatencyTable first, LatencyTable second)
    {
        var differences = first.Entries
            .Select(entry => (First: entry.LatencyMs, Second: second.Find(new(entry.Key.Layer, entry.Key.Operation))!.LatencyMs))
            .Select(pair => (Difference: Math.Abs(pair.First - pair.Second), Mean: (pair.First + pair.Second) / 2.0))
            .Where(pair => pair.Mean >= SmallestMs)
            .Select(pair => pair.Difference / pair.Mean)
            .Order()
            .ToArray();
        return differences.Length == 0
            ? new TableRepeat(0, 0.0, 0.0)
            : new TableRepeat(differences.Length, Quantile(differences, 0.5), Quantile(differences, 0.95));
    }

    private static double Quantile(double[] ordered, double share) =>
        ordered[Math.Min(ordered.Length - 1, (int)(share * ordered.Length))];
}
