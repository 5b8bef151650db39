using Lana.Definitions;
using Lana.Networks;

namespace Lana.Import.Onnx;

/// <summary>Creates a trainable network from an ONNX file: opset 7 to 21, one float32 or float16 input of images, any
/// number of outputs.</summary>
/// <remarks>Layers are the regions of the graph with one input and one output: paths that join again, such as residual
/// blocks, and straight chains of convolutions. <c>OnnxParity.Check(network, path)</c> compares the network with the
/// file.</remarks>
/// <example>
/// <code>
/// using var imported = OnnxNetwork.Load("model.onnx");
/// Console.WriteLine(imported.Report);
/// Network teacher = imported.Network;
/// </code>
/// </example>
public static class OnnxNetwork
{
    /// <summary>Reads a file and finds its layers.</summary>
    /// <param name="path">The .onnx file.</param>
    /// <param name="options">The size of the images, and which parts become layers; <see langword="null"/> for the
    /// defaults.</param>
    /// <returns>A network with the same outputs as the file, and a report; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">There is no path, or <see cref="OnnxImportOptions.MaxConvolutions"/> is
    /// below 1.</exception>
    /// <exception cref="OnnxImportException">The file is missing or damaged, a node cannot be imported, no layer was
    /// found, or <see cref="OnnxImportOptions.LayerTensors"/> name something that is not a layer; the message names
    /// every such node.</exception>
    /// <exception cref="Native.TorchRuntimeException">The native torch libraries cannot be loaded.</exception>
    public static ImportedNetwork Load(string path, OnnxImportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options = Checked(options);
        var file = OnnxModelFile.Read(path);
        var tail = VerbatimTail.Cut(file, options.Size);
        var (definition, converted, report) = Define(tail, path, options);
        var network = definition.Build();
        converted.Fill(network.NamedWeights.Select(pair => pair.Weight));
        return new ImportedNetwork(network.From(TemplateMaker.Of(file, tail, network)), report);
    }

    /// <summary>Returns the definition of a file's network, the numbers of its weights, and the report.</summary>
    /// <exception cref="OnnxImportException">As for <see cref="Load"/>.</exception>
    internal static (NetworkDefinition Definition, ConvertedGraph Converted, OnnxImportReport Report) Define(
        string path, OnnxImportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options = Checked(options);
        return Define(VerbatimTail.Cut(OnnxModelFile.Read(path), options.Size), path, options);
    }

    private static (NetworkDefinition Definition, ConvertedGraph Converted, OnnxImportReport Report) Define(
        VerbatimTail tail, string path, OnnxImportOptions options)
    {
        var graph = tail.Graph;
        try
        {
            var merged = OperatorPatterns.Merge(tail.Converted);
            var name = graph.Name.Length > 0 ? Shortened.Of(graph.Name) : Path.GetFileNameWithoutExtension(path);
            var plan = GraphPlan.Of(merged.Nodes, Graph.InputName, merged.Input, merged.Outputs.AsSpan());
            var regions = Regions(plan, merged, options);
            var outputs = graph.Outputs.Select(output => output.Name).ToList();
            var (definition, filled) = LayerGrouping.Define(name, merged, plan, regions, outputs);
            return (definition, filled, new ImportReportBuilder(merged, plan, options.LayerTensors.Count > 0).Build(definition, regions));
        }
        catch (Exception cause) when (cause is ArgumentException or OverflowException)
        {
            throw new OnnxImportException(path, cause.Message, cause);
        }
    }

    private static OnnxImportOptions Checked(OnnxImportOptions? options)
    {
        options ??= new OnnxImportOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConvolutions, 1);
        ArgumentNullException.ThrowIfNull(options.LayerTensors);
        return options;
    }

    private static IReadOnlyList<Region> Regions(GraphPlan plan, ConvertedGraph converted, OnnxImportOptions options)
    {
        var flow = new ValueFlow(plan, [.. converted.Outputs.Select(output => plan.ValueOf(output, "the outputs"))]);
        var regions = options.LayerTensors.Count > 0
            ? new SpanRegions(converted, flow).Find(options.LayerTensors)
            : new RegionFinder(flow, options.MaxConvolutions).Find();
        return regions.Count > 0
            ? regions
            : throw new ArgumentException(
                "no part of it with one input and one output has a convolution that could be replaced. Networks of attention "
                + "and fully connected layers alone cannot be accelerated.");
    }
}
