namespace Lana.Tables;

/// <summary>A measured <see cref="LatencyEstimate"/> in the file format of a latency table.</summary>
internal sealed record MeasurementRow(double MedianMs, double P10Ms, double P90Ms, double RelativeError, int Count)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double ReferenceMs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double CalmMs { get; init; }

    public static MeasurementRow Of(LatencyEstimate estimate) => new(
        estimate.LatencyMs, estimate.P10Ms, estimate.P90Ms, estimate.RelativeError, estimate.Runs)
    {
        ReferenceMs = estimate.ReferenceMs,
        CalmMs = estimate.UndisturbedReferenceMs,
    };

    public LatencyEstimate ToEstimate() => new(MedianMs, RelativeError, Count)
    {
        P10Ms = P10Ms,
        P90Ms = P90Ms,
        ReferenceMs = ReferenceMs,
        UndisturbedReferenceMs = CalmMs,
    };
}
