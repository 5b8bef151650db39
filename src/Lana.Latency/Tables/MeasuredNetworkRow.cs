namespace Lana.Tables;

/// <summary>A <see cref="MeasuredNetwork"/> in the file format of a latency table.</summary>
internal sealed record MeasuredNetworkRow(IReadOnlyList<string> Operations, double LatencyMs)
{
    public static MeasuredNetworkRow Of(MeasuredNetwork network) =>
        new([.. network.Selection.Operations], network.LatencyMs);

    public MeasuredNetwork ToNetwork(IReadOnlyList<string> layers) => new(Selection.Of(layers, Operations), LatencyMs);
}
