namespace Lana.Calibration;

/// <summary>A point at which the line from table sums to latencies changes its slope: below <paramref name="TableMs"/>,
/// <paramref name="Slope"/> is added for each millisecond.</summary>
internal readonly record struct Knot(double TableMs, double Slope)
{
    public double At(double tableMs) => Slope * Math.Max(0.0, TableMs - tableMs);
}
