namespace Lana.Calibration;

/// <summary>One assembled network: the table's sum with its constant, and the measured latency.</summary>
internal readonly record struct LatencyPoint(double TableMs, double MeasuredMs);
