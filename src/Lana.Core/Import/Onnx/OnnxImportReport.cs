using Lana.Candidates;

namespace Lana.Import.Onnx;

/// <summary>The result of <see cref="OnnxNetwork.Load"/>: the layers that were found in a file, and the nodes that are
/// in no layer.</summary>
/// <remarks>Nodes that are computed while the file is read, for example shapes, are not listed.</remarks>
public sealed record OnnxImportReport
{
    internal OnnxImportReport()
    {
    }

    /// <summary>The layers in the order of the network.</summary>
    public required ImmutableArray<OnnxLayerReport> Layers { get; init; }

    /// <summary>The nodes that are in no layer and stay unchanged, grouped by the reason; the most multiply-accumulates
    /// first.</summary>
    public required ImmutableArray<OnnxRemainderReport> Remainder { get; init; }

    /// <summary>The multiply-accumulates of the whole network for one image.</summary>
    public required long Macs { get; init; }

    /// <summary>The number of convolutions in the whole network, transposed ones not counted.</summary>
    public required int Convolutions { get; init; }

    /// <summary>The number of convolutions in layers.</summary>
    public int LayerConvolutions => Layers.Sum(layer => layer.Nodes.Convolutions);

    /// <summary>The share of all multiply-accumulates that is in layers, 0 to 1.</summary>
    public double LayerShare => Layers.Sum(layer => layer.Nodes.Share);

    /// <summary>Determines for each layer which operations fit, and the reasons why the others do not.</summary>
    /// <param name="searchSpace">The operations.</param>
    /// <returns>One entry for each layer, in order.</returns>
    public IReadOnlyList<LayerFit> FitOf(ISearchSpace searchSpace) => [.. Layers.Select(layer => searchSpace.FitOf(layer.Layer))];

    /// <summary>Formats the report with a line for each layer on the operations that fit.</summary>
    /// <param name="searchSpace">The operations.</param>
    /// <returns>The result of <see cref="ToString"/>, with those lines.</returns>
    public string Describe(ISearchSpace searchSpace)
    {
        ArgumentNullException.ThrowIfNull(searchSpace);
        return Describe(layer => $"{Environment.NewLine}    {searchSpace.FitOf(layer.Layer)}");
    }

    /// <summary>Formats the report.</summary>
    /// <returns>A line for each layer and for each reason why nodes are in no layer, and one for the whole network.</returns>
    public override string ToString() => Describe(_ => "");

    private string Describe(Func<OnnxLayerReport, string> more)
    {
        var text = new StringBuilder();
        foreach (var report in Layers)
        {
            var (layer, nodes) = (report.Layer, report.Nodes);
            text.Append(CultureInfo.InvariantCulture, $"{layer.Name}: {layer.Input} to {layer.Output}, {nodes.Share:P1} of the MACs, ")
                .Append(nodes.Operators)
                .Append(more(report))
                .AppendLine();
        }

        foreach (var rest in Remainder)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"in no layer, {rest.Reason}: {rest.Nodes.Share:P1} of the MACs, {rest.Nodes.Operators} ({Examples(rest.Nodes)})");
        }

        return text.Append(
            CultureInfo.InvariantCulture,
            $"{Layers.Length} layers with {LayerConvolutions} of {Convolutions} convolutions and {LayerShare:P1} of the MACs").ToString();
    }

    private static string Examples(OnnxNodeSummary nodes) => Shortened.List(nodes.Names.Select(name => Shortened.Of(name)), 3, ", ");
}
