namespace Lana.Tables;

/// <summary>A <see cref="LatencyEntry"/> in the file format of a latency table.</summary>
internal sealed record LatencyRow(string Layer, string Operation, double LatencyMs, double ErrorMs = 0.0, string? Note = null)
{
    public static LatencyRow Of(LatencyEntry entry) =>
        new(entry.Key.Layer, entry.Key.Operation, entry.LatencyMs, entry.ErrorMs, entry.Note);

    public LatencyEntry ToEntry() => new(Layer, Operation, LatencyMs, ErrorMs, Note);
}
