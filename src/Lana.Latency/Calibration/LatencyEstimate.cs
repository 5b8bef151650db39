namespace Lana.Calibration;

/// <summary>A predicted latency.</summary>
/// <param name="LatencyMs">Milliseconds per batch.</param>
/// <param name="ErrorMs">The standard error that is to be expected, in milliseconds, at least 0.</param>
public readonly record struct LatencyEstimate(double LatencyMs, double ErrorMs);
