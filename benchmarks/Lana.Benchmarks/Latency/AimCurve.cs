namespace Lana.Benchmarks.Latency;

/// <summary>Maps measured latencies to the table sums to aim at, by networks that were measured.</summary>
/// <remarks>The n-th smallest sum belongs to the n-th smallest latency, with straight lines in between, so that random
/// networks are spread evenly over the measured latencies. It only determines which networks are measured, not a
/// prediction.</remarks>
internal sealed class AimCurve(IEnumerable<double> sums, IEnumerable<double> measured)
{
    private readonly double[] _sums = [.. sums.Order()];
    private readonly double[] _measured = [.. measured.Order()];

    /// <summary>Sums whose latencies are spread evenly from the fastest network to the slowest.</summary>
    public IEnumerable<double> Spread(int count)
    {
        var step = (_measured[^1] - _measured[0]) / count;
        return Enumerable.Range(0, count).Select(index => SumFor(_measured[0] + ((index + 0.5) * step)));
    }

    private double SumFor(double latencyMs)
    {
        var above = Array.FindIndex(_measured, 1, ms => ms >= latencyMs);
        var (low, high) = (_measured[above - 1], _measured[above]);
        var part = high > low ? (latencyMs - low) / (high - low) : 0.5;
        return _sums[above - 1] + (part * (_sums[above] - _sums[above - 1]));
    }
}
