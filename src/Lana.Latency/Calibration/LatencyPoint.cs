namespace Lana.Calibration;

/// <summary>One assembled network: what the table's sum says and what was measured.</summary>
/// <param name="TableMs">The sum of the table with its constant, positive.</param>
/// <param name="MeasuredMs">The measured latency of the whole network, positive.</param>
public readonly record struct LatencyPoint(double TableMs, double MeasuredMs);
