namespace Lana.Calibration;

/// <summary>A network whose latency was predicted and then measured.</summary>
/// <param name="PredictedMs">The prediction in milliseconds.</param>
/// <param name="MeasuredMs">The measured latency in milliseconds, positive.</param>
public readonly record struct PredictedLatency(double PredictedMs, double MeasuredMs)
{
    /// <summary>The error as a share of the measured latency; negative where the prediction was too fast.</summary>
    public double RelativeError => (PredictedMs / MeasuredMs) - 1.0;
}
