using Lana.Definitions;

namespace Lana.Networks;

/// <summary>What a network is, without tensors: a fixed stem, the layers that can be replaced, a fixed head.</summary>
/// <remarks>LANA, section 3: T = t_N ∘ … ∘ t_1 between stem and head. Immutable; JSON in and out.</remarks>
public sealed class NetworkDefinition
{
    private const int MaxLayerName = 200;

    /// <summary>Creates a definition and computes its cost once.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="input">The shape of one image, [C, H, W].</param>
    /// <param name="stem">What runs before the layers.</param>
    /// <param name="layerDefinitions">The layers in order; at least one. Names are unique, and each can be that of a folder.</param>
    /// <param name="head">What runs after the layers; gives [K, 1, 1].</param>
    /// <exception cref="ArgumentException">There is no layer, a name twice, or a part that does not fit.</exception>
    [JsonConstructor]
    public NetworkDefinition(
        string name,
        FeatureShape input,
        Definition stem,
        ImmutableArray<LayerDefinition> layerDefinitions,
        Definition head)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(stem);
        ArgumentNullException.ThrowIfNull(head);
        if (layerDefinitions.IsDefaultOrEmpty || layerDefinitions.Contains(null!))
        {
            throw new ArgumentException(
                "A network has at least one layer, and none is null.", nameof(layerDefinitions));
        }

        (Name, Input, Stem, LayerDefinitions, Head) = (name, input, stem, layerDefinitions, head);
        (Layers, Cost) = Resolve();
    }

    /// <summary>The network's name.</summary>
    public string Name { get; }

    /// <summary>The shape of one image, [C, H, W].</summary>
    public FeatureShape Input { get; }

    /// <summary>What runs before the layers.</summary>
    public Definition Stem { get; }

    /// <summary>The layers as they are defined.</summary>
    public ImmutableArray<LayerDefinition> LayerDefinitions { get; }

    /// <summary>What runs after the layers.</summary>
    public Definition Head { get; }

    /// <summary>The layers with the shapes that reach them.</summary>
    [JsonIgnore]
    public ImmutableArray<Layer> Layers { get; }

    /// <summary>What one image costs, stem and head included.</summary>
    [JsonIgnore]
    public ModelCost Cost { get; }

    /// <summary>The number of outputs K.</summary>
    [JsonIgnore]
    public int Outputs => Cost.Output.Channels;

    /// <summary>A short text that changes with any part of the definition.</summary>
    [JsonIgnore]
    public string Fingerprint => ContentHash.Of(ToJson());

    /// <summary>Reads a definition.</summary>
    /// <param name="json">What <see cref="ToJson"/> wrote.</param>
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
            // What the serializer says of a part that does not name its kind first.
            throw new JsonException($"The text is not a network definition: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the definition as JSON.</summary>
    /// <returns>Text that <see cref="FromJson"/> reads.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, DefinitionJson.Options);

    /// <summary>The same network with other layers.</summary>
    /// <param name="definitions">One definition per layer, in order.</param>
    /// <returns>A new definition.</returns>
    /// <exception cref="ArgumentException">The number is not the number of layers, or one does not fit.</exception>
    public NetworkDefinition WithLayers(IReadOnlyList<Definition> definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        if (definitions.Count != LayerDefinitions.Length)
        {
            throw new ArgumentException(
                $"'{Name}' has {LayerDefinitions.Length} layers; got {definitions.Count} definitions.", nameof(definitions));
        }

        var layers = LayerDefinitions.Select((layer, index) => layer with { Definition = definitions[index] });
        return new NetworkDefinition(Name, Input, Stem, [.. layers], Head);
    }

    /// <summary>Makes a network that runs, initialised and ready to train.</summary>
    /// <param name="seed">Decides every initial weight.</param>
    /// <returns>A network that the caller disposes.</returns>
    /// <exception cref="ArgumentException">Two weights have one name.</exception>
    /// <exception cref="Native.TorchRuntimeException">The native torch libraries cannot be loaded.</exception>
    public Network Build(ulong seed = 0) => Network.Create(this, seed);

    private (ImmutableArray<Layer> Layers, ModelCost Cost) Resolve()
    {
        var total = CostOf("stem", Stem, Input);
        var layers = ImmutableArray.CreateBuilder<Layer>(LayerDefinitions.Length);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, definition) in LayerDefinitions)
        {
            ArgumentException.ThrowIfNullOrEmpty(name, nameof(LayerDefinitions));
            ThrowIfNoFolder(name);
            if (!names.Add(name))
            {
                throw new ArgumentException($"Two layers of '{Name}' are called '{name}'.");
            }

            var cost = CostOf(name, definition, total.Output);
            layers.Add(new Layer(layers.Count, name, total.Output, cost.Output, definition));
            total = total.Then(cost);
        }

        total = total.Then(CostOf("head", Head, total.Output));
        if (total.Output.Positions != 1)
        {
            throw new ArgumentException($"The head of '{Name}' gives {total.Output}; it must give [K, 1, 1].");
        }

        return (layers.MoveToImmutable(), total);
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

    private static ModelCost CostOf(string name, Definition definition, FeatureShape input)
    {
        try
        {
            return definition.Cost(input);
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"'{name}': {exception.Message}", exception);
        }
    }
}
