using Lana.Native;
using Lana.Networks;

namespace Lana.Import;

/// <summary>The division of a plain TorchSharp network into stem, layers and head, with the reason for each stage.</summary>
/// <remarks>Needs no tensor. The first stage is the stem; the head begins where a stage pools all positions into one,
/// flattens or is linear; the stages in between are layers. A stage without a convolution (a norm, an activation, a
/// pool) joins the stage before it. A <c>Sequential</c> of <c>Sequential</c>s is opened; if no layer would be left, so
/// is the one with the most convolutions.</remarks>
/// <example>
/// <code>
/// var split = NetworkSplit.Of(sequential, new FeatureShape(3, 32, 32));
/// Console.WriteLine(split);
/// using Network teacher = split.Build();
/// </code>
/// </example>
public sealed class NetworkSplit
{
    private readonly StageSorter _sorter;
    private readonly IReadOnlyList<NetworkStage> _given;
    private readonly Exception? _cause;

    private NetworkSplit(string name, FeatureShape input, IReadOnlyList<NetworkStage> given, StageSorter sorter)
    {
        (Name, Input, _given, _sorter) = (name, input, given, sorter);
        (Problem, _cause) = (sorter.Problem, sorter.Cause);
        if (Problem is null)
        {
            try
            {
                Definition = new NetworkDefinition(
                    name,
                    input,
                    sorter.Stem.Definition,
                    [.. sorter.Layers.Select(layer => new LayerDefinition(layer.Name, layer.Definition))],
                    sorter.Head.Definition);
            }
            catch (ArgumentException cause)
            {
                (Problem, _cause) = (cause.Message, cause);
            }
        }

        Stages = sorter.Reports(Definition);
    }

    /// <summary>The network's name.</summary>
    public string Name { get; }

    /// <summary>The shape of one image, [C, H, W].</summary>
    public FeatureShape Input { get; }

    /// <summary>The place of each stage, in order.</summary>
    public IReadOnlyList<NetworkStageReport> Stages { get; }

    /// <summary>The definition of the network, ready to be built; null if there is a <see cref="Problem"/>.</summary>
    public NetworkDefinition? Definition { get; }

    /// <summary>The reason why the network cannot be split, as a sentence; null if it can.</summary>
    public string? Problem { get; }

    /// <summary>Splits a network automatically.</summary>
    /// <param name="network">A <c>Sequential</c> of standard modules; it is not changed, and the caller keeps
    /// ownership.</param>
    /// <param name="input">The shape of one image, [C, H, W].</param>
    /// <param name="name">The network's name.</param>
    /// <returns>The split; check its <see cref="Problem"/>.</returns>
    /// <exception cref="ArgumentException">The name is empty, or the shape has a dimension below 1.</exception>
    public static NetworkSplit Of(nn.Module<Tensor, Tensor> network, FeatureShape input, string name = "teacher")
    {
        ArgumentNullException.ThrowIfNull(network);
        return Of([new NetworkStage("", network)], input, name);
    }

    /// <summary>Splits a list of stages automatically.</summary>
    /// <param name="stages">The stages, in the order in which they run.</param>
    /// <param name="input">The shape of one image, [C, H, W].</param>
    /// <param name="name">The network's name.</param>
    /// <returns>The split; check its <see cref="Problem"/>.</returns>
    /// <exception cref="ArgumentException">There is no stage, a name is empty or repeated, or the shape is
    /// invalid.</exception>
    public static NetworkSplit Of(IReadOnlyList<NetworkStage> stages, FeatureShape input, string name = "teacher")
    {
        Check(stages, input, name);
        var opened = StageList.OpenContainers(stages);
        while (true)
        {
            var sorter = new StageSorter(input);
            sorter.AddAll(opened);
            if (sorter.Layers.Count > 0 || !StageList.TryOpenLargest(opened, out var next))
            {
                return new NetworkSplit(name, input, stages, sorter);
            }

            opened = next;
        }
    }

    /// <summary>Splits a network at the given places.</summary>
    /// <param name="stem">The modules before the layers; null for none.</param>
    /// <param name="layers">The stages that can be replaced, in order; at least one.</param>
    /// <param name="head">The modules after the layers; their output is [K, 1, 1].</param>
    /// <param name="input">The shape of one image, [C, H, W].</param>
    /// <param name="name">The network's name.</param>
    /// <returns>The split; check its <see cref="Problem"/>.</returns>
    /// <exception cref="ArgumentException">A name is empty or repeated, or the shape is invalid.</exception>
    public static NetworkSplit Of(
        NetworkStage? stem,
        IReadOnlyList<NetworkStage> layers,
        NetworkStage head,
        FeatureShape input,
        string name = "teacher")
    {
        ArgumentNullException.ThrowIfNull(layers);
        IEnumerable<NetworkStage> first = stem is null ? [] : [stem];
        NetworkStage[] given = [.. first, .. layers, head];
        Check(given, input, name);
        var sorter = new StageSorter(input);
        sorter.AddGiven(first, StagePlace.Stem);
        sorter.AddGiven(layers, StagePlace.Layer);
        sorter.AddGiven([head], StagePlace.Head);
        return new NetworkSplit(name, input, given, sorter);
    }

    /// <summary>Creates a network that runs, with copies of the weights.</summary>
    /// <remarks>Its outputs are compared with those of the given stages on random images.</remarks>
    /// <returns>A network that the caller disposes.</returns>
    /// <exception cref="NetworkSplitException">There is a <see cref="Problem"/>.</exception>
    /// <exception cref="UnsupportedModuleException">The stages compute something else than the sequence of their
    /// modules.</exception>
    /// <exception cref="ArgumentException">Two weights have the same name.</exception>
    /// <exception cref="TorchRuntimeException">The native torch libraries cannot be loaded.</exception>
    public Network Build()
    {
        var network = (Definition ?? throw new NetworkSplitException(this, _cause)).Build();
        try
        {
            _sorter.Stem.CopyTo(network.Module(NetworkDefinition.StemName));
            _sorter.Head.CopyTo(network.Module(NetworkDefinition.HeadName));
            foreach (var (group, layer) in _sorter.Layers.Zip(network.Layers))
            {
                group.CopyTo(layer.Module);
            }

            ConversionGate.Require(Name, [.. _given.Select(stage => stage.Module)], images => network.Run(images), Input);
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Formats the split as a table.</summary>
    /// <returns>A line for each stage, and the problem if there is one.</returns>
    public override string ToString()
    {
        string[] head = ["stage", "modules", "input", "output", "place", "why"];
        var rows = Stages.Select(Row).Prepend(head).ToList();
        var widths = Enumerable.Range(0, head.Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        return Problem is null ? text.ToString() : text.Append(Problem).ToString();
    }

    private static string[] Row(NetworkStageReport stage) =>
    [
        stage.Name.Length == 0 ? "(all)" : stage.Name,
        stage.Modules,
        stage.Input?.ToString() ?? "?",
        stage.Output?.ToString() ?? "?",
        stage.Place.ToString().ToLowerInvariant(),
        stage.Reason,
    ];

    private static void Check(IReadOnlyList<NetworkStage> stages, FeatureShape input, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(stages);
        if (stages.Count == 0 || stages.Any(stage => stage?.Name is null || stage.Module is null))
        {
            throw new ArgumentException("A network has at least one stage, and none is null.", nameof(stages));
        }

        if (stages.GroupBy(stage => stage.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two stages are called '{twice.Key}'.", nameof(stages));
        }

        if (!input.IsValid)
        {
            throw new ArgumentException($"An image has positive dimensions; got {input}.", nameof(input));
        }
    }
}
