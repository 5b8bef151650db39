namespace Samples;

/// <summary>The accuracy of predictions on networks that are not part of the fit.</summary>
/// <param name="Count">The number of networks.</param>
/// <param name="MeanError">The mean absolute relative error, 0.03 for 3 %.</param>
/// <param name="Bias">The mean relative error; negative if predictions were too fast.</param>
/// <param name="WorstError">The largest absolute relative error.</param>
/// <param name="Within5">The share of predictions within ±5 %, 0 to 1.</param>
/// <param name="Within10">The share of predictions within ±10 %, 0 to 1.</param>
/// <param name="KendallTau">Kendall's τ-b between predicted and measured, −1 to 1.</param>
internal sealed record PredictionReport(
    int Count, double MeanError, double Bias, double WorstError, double Within5, double Within10, double KendallTau)
{
    /// <exception cref="ArgumentException">There is no prediction, or a latency is not finite, or a measured one not
    /// positive.</exception>
    public static PredictionReport Of(IReadOnlyList<PredictedLatency> predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        if (predictions.Count == 0)
        {
            throw new ArgumentException("Give at least one prediction.", nameof(predictions));
        }

        foreach (var prediction in predictions.Where(IsInvalid))
        {
            throw new ArgumentException("Latencies are finite and measured ones positive; got " +
                $"{prediction}.", nameof(predictions));
        }

        var errors = predictions.Select(prediction => prediction.RelativeError).ToList();
        return new PredictionReport(
            errors.Count,
            errors.Average(Math.Abs),
            errors.Average(),
            errors.Max(Math.Abs),
            errors.Average(error => Math.Abs(error) <= 0.05 ? 1.0 : 0.0),
            errors.Average(error => Math.Abs(error) <= 0.10 ? 1.0 : 0.0),
            RankCorrelation.Kendall(
                [.. predictions.Select(prediction => prediction.PredictedMs)],
                [.. predictions.Select(prediction => prediction.MeasuredMs)]));
    }

    private static bool IsInvalid(PredictedLatency prediction) =>
        !double.IsFinite(prediction.PredictedMs)
        || !double.IsFinite(prediction.MeasuredMs)
        || prediction.MeasuredMs <= 0.0;
}
