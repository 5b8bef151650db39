using Lana.Calibration;

namespace Lana.Pipeline;

/// <summary>Limits for selections that are compared with one that was measured within the budget.</summary>
/// <param name="Predictor">The prediction, corrected by the measured selection.</param>
/// <param name="PredictedMs">The limit of predicted latencies.</param>
/// <param name="MeasuredMs">The limit of measured latencies.</param>
internal sealed record LatencyLimits(ILatencyPredictor Predictor, double PredictedMs, double MeasuredMs);
