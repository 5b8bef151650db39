using Lana.Tables;

namespace LatencyTableSample;

/// <summary>A table as colours: one row for each layer, one column for each operation.</summary>
internal sealed class HeatMap
{
    // The share at both ends that is outside the scale: operations that are too fast to be measured must not take up
    // half of it.
    private const double RareShare = 0.02;
    private static readonly (double Red, double Green, double Blue)[] Scale =
        [(47, 125, 79), (235, 200, 80), (181, 72, 47)];

    private readonly double _low;
    private readonly double _high;

    public HeatMap(LatencyTable table, IReadOnlyList<string> operations)
    {
        Table = table;
        Operations = operations;
        var times = table.Entries.Select(entry => entry.LatencyMs).Where(ms => ms > 0.0).Order().ToList();
        var rare = (int)(RareShare * times.Count);
        (FastestMs, SlowestMs) = (times[rare], times[^(rare + 1)]);
        (_low, _high) = (Math.Log(FastestMs), Math.Log(SlowestMs));
    }

    public LatencyTable Table { get; }

    public IReadOnlyList<string> Operations { get; }

    /// <summary>The time of the scale's fast end; a few are faster.</summary>
    public double FastestMs { get; }

    /// <summary>The time of the scale's slow end; a few are slower.</summary>
    public double SlowestMs { get; }

    /// <summary>The colour of a time, on a logarithmic scale: green is fast.</summary>
    public (byte Red, byte Green, byte Blue) ColourOf(double latencyMs)
    {
        var share = _high > _low ? Math.Clamp((Math.Log(latencyMs) - _low) / (_high - _low), 0.0, 1.0) : 0.0;
        var place = share * (Scale.Length - 1);
        var index = Math.Min((int)place, Scale.Length - 2);
        var (from, to, part) = (Scale[index], Scale[index + 1], place - index);
        return (Mix(from.Red, to.Red, part), Mix(from.Green, to.Green, part), Mix(from.Blue, to.Blue, part));
    }

    private static byte Mix(double from, double to, double part) => (byte)Math.Round(from + ((to - from) * part));
}
