namespace Samples;

/// <summary>A network whose latency was predicted and then measured.</summary>
internal readonly record struct PredictedLatency(double PredictedMs, double MeasuredMs)
{
    /// <summary>The relative error, as a share of the measured latency; negative if the prediction was too fast.</summary>
    public double RelativeError => (PredictedMs / MeasuredMs) - 1.0;
}
