using Lana.Definitions;
using Lana.Modules;

namespace Lana.Networks;

/// <summary>The definition of a network, without tensors: a graph with one input in which some nodes are layers, which
/// can be replaced.</summary>
/// <remarks>LANA, section 3: T = t_N ∘ … ∘ t_1 between stem and head is the special case of a chain. Immutable; can be
/// read from and written to JSON.</remarks>
public sealed class NetworkDefinition
{
    /// <summary>The name of the image's value.</summary>
    public const string InputName = Graph.InputName;

    /// <summary>The name of the node before the layers of a chain.</summary>
    public const string StemName = "stem";

    /// <summary>The name of the node after the layers of a chain.</summary>
    public const string HeadName = "head";

    private const int MaxLayerName = 200;

    /// <summary>Creates a chain and computes its cost once.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="input">The shape of one image, [C, H, W].</param>
    /// <param name="stem">The definition before the layers.</param>
    /// <param name="layerDefinitions">The layers in order; at least one. Names are unique, and each is a valid name of
    /// a folder.</param>
    /// <param name="head">The definition after the layers; its output [K, 1, 1] becomes the network's output [K].</param>
    /// <exception cref="ArgumentException">There is no layer, a name occurs twice, or a part does not fit.</exception>
    public NetworkDefinition(
        string name,
        FeatureShape input,
        Definition stem,
        ImmutableArray<LayerDefinition> layerDefinitions,
        Definition head)
        : this(
            name,
            input,
            ChainOf(stem, layerDefinitions, head),
            [.. layerDefinitions.Select(layer => layer.Name)],
            [new NetworkOutput("output", HeadName) { IsFlat = true }])
    {
    }

    /// <summary>Creates a graph and computes its cost once.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="input">The shape of one image, [C, H, W]: the value <see cref="InputName"/>.</param>
    /// <param name="nodes">The nodes, each after those whose values it uses.</param>
    /// <param name="layerNames">The nodes that can be replaced, in the order of the nodes; at least one. Each computes
    /// a definition, and its name is a valid name of a folder.</param>
    /// <param name="outputs">The outputs of the network; at least one.</param>
    /// <exception cref="ArgumentException">There is no layer or no output, a name occurs twice or does not exist, or a
    /// part does not fit.</exception>
    [JsonConstructor]
    public NetworkDefinition(
        string name,
        FeatureShape input,
        ImmutableArray<GraphNode> nodes,
        ImmutableArray<string> layerNames,
        ImmutableArray<NetworkOutput> outputs)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ThrowIfIncomplete(nodes, nameof(nodes));
        ThrowIfIncomplete(layerNames, nameof(layerNames));
        ThrowIfIncomplete(outputs, nameof(outputs));
        (Name, Input, Nodes, LayerNames, Outputs) = (name, input, nodes, layerNames, outputs);
        Plan = GraphPlan.Of(nodes, InputName, input, [.. outputs.Select(output => output.Value)]);
        OutputShapes = [.. outputs.Select(output => output.Resolve(Plan))];
        OutputSize = checked((int)OutputShapes.Sum(shape => shape.Count));
        Cost = Plan.TotalCost(new FeatureShape(OutputSize, 1, 1));
        Layers = Resolve();
        if (Weight.Twice(outputs.Select(output => output.Name)) is { } twice)
        {
            throw new ArgumentException($"Two outputs of '{name}' are called '{twice}'.", nameof(outputs));
        }
    }

    /// <summary>The network's name.</summary>
    public string Name { get; }

    /// <summary>The shape of one image, [C, H, W].</summary>
    public FeatureShape Input { get; }

    /// <summary>The nodes in the order in which they run.</summary>
    public ImmutableArray<GraphNode> Nodes { get; }

    /// <summary>The names of the nodes that can be replaced, in order.</summary>
    public ImmutableArray<string> LayerNames { get; }

    /// <summary>The outputs of the network.</summary>
    public ImmutableArray<NetworkOutput> Outputs { get; }

    /// <summary>The shape of each output for one image.</summary>
    [JsonIgnore]
    public ImmutableArray<TensorShape> OutputShapes { get; }

    /// <summary>The number of values in all outputs together for one image; for a classifier, the number of classes.</summary>
    [JsonIgnore]
    public int OutputSize { get; }

    /// <summary>The layers with their input and output shapes.</summary>
    [JsonIgnore]
    public ImmutableArray<Layer> Layers { get; }

    /// <summary>The cost of one image in all nodes. Its output is [<see cref="OutputSize"/>, 1, 1].</summary>
    [JsonIgnore]
    public ModelCost Cost { get; }

    internal GraphPlan Plan { get; }

    /// <summary>A short text that changes with any part of the definition.</summary>
    [JsonIgnore]
    public string Fingerprint => ContentHash.Of(ToJson());

    /// <summary>Reads a definition.</summary>
    /// <param name="json">The text that <see cref="ToJson"/> wrote.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="JsonException">The text is not a network definition.</exception>
    /// <exception cref="ArgumentException">The parts do not fit together.</exception>
    public static NetworkDefinition FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize<NetworkDefinition>(json, DefinitionJson.Options)
                ?? throw new JsonException("The definition is null.");
        }
        catch (NotSupportedException exception)
        {
            // The serializer throws this for a part that does not begin with its kind.
            throw new JsonException($"The text is not a network definition: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the definition as JSON.</summary>
    /// <returns>Text that <see cref="FromJson"/> reads.</returns>
    /// <exception cref="ArgumentException">A name has more than 256 characters.</exception>
    public string ToJson() => JsonSerializer.Serialize(this, DefinitionJson.Options);

    /// <summary>Returns the same network with other layers.</summary>
    /// <param name="definitions">One definition per layer, in order.</param>
    /// <returns>A new definition.</returns>
    /// <exception cref="ArgumentException">The number is not the number of layers, or one does not fit.</exception>
    public NetworkDefinition WithLayers(IReadOnlyList<Definition> definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        if (definitions.Count != Layers.Length)
        {
            throw new ArgumentException(
                $"'{Name}' has {Layers.Length} layers; got {definitions.Count} definitions.", nameof(definitions));
        }

        var changed = LayerNames.Zip(definitions).ToDictionary(StringComparer.Ordinal);
        var nodes = Nodes.Select(node => changed.TryGetValue(node.Name, out var definition) ? node with { Definition = definition } : node);
        return new NetworkDefinition(Name, Input, [.. nodes], LayerNames, Outputs);
    }

    /// <summary>Creates a network that runs, initialised and ready to train.</summary>
    /// <param name="seed">The seed of all initial weights.</param>
    /// <returns>A network that the caller disposes.</returns>
    /// <exception cref="ArgumentException">Two weights have the same name.</exception>
    /// <exception cref="Native.TorchRuntimeException">The native torch libraries cannot be loaded.</exception>
    public Network Build(ulong seed = 0) => Network.Create(this, seed);

    /// <summary>Returns the nodes of a chain as one definition; null for any other graph.</summary>
    internal Chain? ToChain() =>
        Nodes.Index().All(node => node.Item.Definition is not null && Plan.InputsOf(node.Index)[0] == node.Index)
            ? new Chain(ImmutableArray.CreateRange(Nodes, node => node.Definition!))
            : null;

    /// <summary>Returns the node of a layer.</summary>
    internal int NodeOf(int layer) => Plan.ValueOf(LayerNames[layer], Name) - 1;

    private static ImmutableArray<GraphNode> ChainOf(
        Definition stem, ImmutableArray<LayerDefinition> layerDefinitions, Definition head)
    {
        ThrowIfIncomplete(layerDefinitions, nameof(layerDefinitions));
        var nodes = ImmutableArray.CreateBuilder<GraphNode>(layerDefinitions.Length + 2);
        nodes.Add(new GraphNode(StemName, stem, InputName));
        foreach (var (name, definition) in layerDefinitions)
        {
            nodes.Add(new GraphNode(name, definition, nodes[^1].Name));
        }

        nodes.Add(new GraphNode(HeadName, head, nodes[^1].Name));
        return nodes.MoveToImmutable();
    }

    private ImmutableArray<Layer> Resolve()
    {
        var layers = ImmutableArray.CreateBuilder<Layer>(LayerNames.Length);
        var last = -1;
        foreach (var name in LayerNames)
        {
            ThrowIfNoFolder(name);
            var node = Plan.ValueOf(name, $"The layers of '{Name}'") - 1;
            if (node <= last || Nodes[node].Definition is not { } definition)
            {
                throw new ArgumentException(
                    $"'{name}' cannot be a layer: layers are definitions, named once and in the order of the nodes.");
            }

            last = node;
            var input = Plan.Shapes[Plan.InputsOf(node)[0]].ToFeature();
            layers.Add(new Layer(layers.Count, name, input, Plan.Shapes[node + 1].ToFeature(), definition));
        }

        return layers.MoveToImmutable();
    }

    private static void ThrowIfIncomplete<T>(ImmutableArray<T> parts, string name)
        where T : class
    {
        if (parts.IsDefaultOrEmpty || parts.Contains(null!))
        {
            throw new ArgumentException("A network has at least one node, one layer and one output, and none is null.", name);
        }
    }

    // A pool keeps the operations of a layer in a folder of that name.
    private static void ThrowIfNoFolder(string layer)
    {
        if (layer is "." or ".." || layer.Length > MaxLayerName || layer.AsSpan().IndexOfAny("/\\\0") >= 0)
        {
            throw new ArgumentException(
                $"A layer cannot be called '{Shortened.Of(layer)}': its operations are kept in a folder of that name, of at most " +
                $"{MaxLayerName} characters.");
        }
    }
}
