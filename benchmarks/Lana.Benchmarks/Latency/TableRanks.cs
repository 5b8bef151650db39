using Lana.Tables;
using Samples;

namespace Lana.Benchmarks.Latency;

/// <summary>The difference between the rankings of the same layers' operations in two tables.</summary>
/// <param name="Kendall">The mean over the layers of Kendall's τ.</param>
/// <param name="OrderedOtherwise">The share of pairs of one layer that are ordered differently.</param>
/// <param name="Largest">The pair with the largest disagreement, for a reader.</param>
internal sealed record TableRanks(double Kendall, double OrderedOtherwise, string Largest)
{
    public static TableRanks Of(LatencyTable first, LatencyTable second)
    {
        var layers = first.Layers.Select(layer => first.Entries
            .Where(entry => entry.Key.Layer == layer && entry.LatencyMs > 0.0)
            .Select(entry => new Row(
                layer, entry.Key.Operation, entry.LatencyMs, second.Find(new(layer, entry.Key.Operation))!.LatencyMs))
            .ToList()).ToList();
        var pairs = layers
            .SelectMany(rows => rows.SelectMany((a, index) => rows.Skip(index + 1).Select(b => (A: a, B: b))))
            .ToList();
        var largest = pairs.MaxBy(pair => Disagreement(pair.A, pair.B));
        return new TableRanks(
            layers.Average(Tau),
            pairs.Average(pair => Disagreement(pair.A, pair.B) > 0.0 ? 1.0 : 0.0),
            $"{largest.A} against {largest.B}");
    }

    private static double Tau(IReadOnlyList<Row> rows) =>
        RankCorrelation.Kendall([.. rows.Select(row => row.First)], [.. rows.Select(row => row.Second)]);

    // Above 0 if the order differs: the difference in the runtime in which it is smaller.
    private static double Disagreement(Row a, Row b)
    {
        var (first, second) = (Math.Log(a.First / b.First), Math.Log(a.Second / b.Second));
        return first * second < 0.0 ? Math.Min(Math.Abs(first), Math.Abs(second)) : 0.0;
    }

    private sealed record Row(string Layer, string Operation, double First, double Second)
    {
        public override string ToString() => FormattableString.Invariant(
            $"{Operation} in {Layer} ({First:F4} and {Second:F4} ms)");
    }
}
