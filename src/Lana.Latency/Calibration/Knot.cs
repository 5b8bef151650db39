namespace Lana.Calibration;

/// <summary>Where the line from table sums to latencies bends.</summary>
/// <param name="TableMs">The sum at the bend, in milliseconds.</param>
/// <param name="Slope">What is added for each millisecond that a sum lies below the bend; 0 above it.</param>
public readonly record struct Knot(double TableMs, double Slope)
{
    /// <summary>What the bend adds to a sum's latency.</summary>
    /// <param name="tableMs">The table's sum in milliseconds.</param>
    /// <returns>Milliseconds.</returns>
    public double At(double tableMs) => Slope * Math.Max(0.0, TableMs - tableMs);
}
