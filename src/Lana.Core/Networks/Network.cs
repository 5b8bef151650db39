using Lana.Definitions;
using Lana.Modules;
using Lana.Native;
using Lana.Onnx;
using TorchSharp.Modules;

namespace Lana.Networks;

/// <summary>A network that runs: a graph of modules and operators, some of which are replaceable layers.</summary>
/// <remarks><see cref="With(IReadOnlyDictionary{int, LanaModule})"/> returns a view that shares modules and owns none;
/// <see cref="Detach"/> returns a copy that owns all its tensors and can be trained. Running is safe from several
/// threads while no thread trains.</remarks>
public sealed class Network : IDisposable
{
    private readonly IReadOnlyList<GraphPart> _parts;
    private readonly GraphRunner _runner;
    private readonly NetworkPass _pass;

    private Network(NetworkDefinition definition, IReadOnlyList<GraphPart> parts, bool ownsModules)
    {
        (Definition, _parts, OwnsModules) = (definition, parts, ownsModules);
        _runner = new GraphRunner(definition.Plan, parts);
        _pass = new NetworkPass(definition, _runner);
        Layers = [.. definition.Layers.Select((layer, index) => new NetworkLayer(layer, ModuleOf(definition.NodeOf(index))))];
    }

    /// <summary>The definition from which the network was built.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>The network's name.</summary>
    public string Name => Definition.Name;

    /// <summary>Gets a value that indicates whether this network owns its modules; a view shares those of another
    /// network.</summary>
    public bool OwnsModules { get; }

    /// <summary>The shape of one image, [C, H, W].</summary>
    public FeatureShape Input => Definition.Input;

    /// <summary>The cost of one image in all nodes.</summary>
    public ModelCost Cost => Definition.Cost;

    /// <summary>The layers in order.</summary>
    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <summary>Gets a value that indicates whether any part draws random numbers:
    /// <see cref="LanaModule.DrawsRandomNumbers"/>.</summary>
    public bool DrawsRandomNumbers => _parts.OfType<ModulePart>().Any(part => part.Module.DrawsRandomNumbers);

    /// <summary>The state in PyTorch's order, with the full names: module by module, parameters then buffers.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> State => NamedWeights
        .Select(pair => KeyValuePair.Create(pair.Name, pair.Weight.Value));

    /// <summary>The parameters, which are trained.</summary>
    public IEnumerable<Parameter> Parameters => NamedWeights
        .Where(pair => pair.Weight.IsParameter)
        .Select(pair => (Parameter)pair.Weight.Value);

    /// <summary>The file from which the network, or the network from which it was made, was read; null if there is
    /// none.</summary>
    internal OnnxTemplate? Template { get; private init; }

    /// <summary>The part of each node, which runs it.</summary>
    internal IReadOnlyList<GraphPart> Parts => _parts;

    internal IEnumerable<(string Name, Weight Weight)> NamedWeights =>
        from node in Enumerable.Range(0, _parts.Count)
        let prefix = PrefixOf(node)
        from weight in _parts[node].Weights
        select (prefix.Length == 0 ? weight.Name : $"{prefix}.{weight.Name}", weight);

    /// <summary>The module of a node that computes a definition.</summary>
    /// <param name="node">The name of the node.</param>
    /// <exception cref="ArgumentException">There is no such node, or it computes an operator.</exception>
    public LanaModule Module(string node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return _parts[Definition.Plan.ValueOf(node, Name) - 1] is ModulePart part
            ? part.Module
            : throw new ArgumentException($"'{node}' computes an operator, which is no module.", nameof(node));
    }

    /// <summary>Computes the outputs of images.</summary>
    /// <param name="images">float32 [N, C, H, W]; the caller keeps ownership.</param>
    /// <param name="mode">The statistics that batch norms use.</param>
    /// <returns>float32 [N, K], which the caller disposes: the logits of a classifier; for several outputs or maps all
    /// numbers, one output after another.</returns>
    /// <exception cref="ArgumentException">The images are not float32 [N, C, H, W] of this network.</exception>
    public Tensor Run(Tensor images, RunMode mode = RunMode.Evaluate)
    {
        ArgumentNullException.ThrowIfNull(images);
        return _pass.Run(images, mode);
    }

    /// <summary>Runs the network and keeps the inputs and outputs of all layers (LANA, Eq. 2).</summary>
    /// <param name="images">float32 [N, C, H, W]; the caller keeps ownership.</param>
    /// <param name="mode">The statistics that batch norms use.</param>
    /// <returns>A trace from which <see cref="RunAfter"/> continues after any layer; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The images are not float32 [N, C, H, W] of this network.</exception>
    public NetworkTrace Trace(Tensor images, RunMode mode = RunMode.Evaluate)
    {
        ArgumentNullException.ThrowIfNull(images);
        return _pass.Trace(images, mode);
    }

    /// <summary>Runs the network up to the last of some layers and keeps their inputs and outputs.</summary>
    /// <param name="images">float32 [N, C, H, W]; the caller keeps ownership.</param>
    /// <param name="layers">The indices of the layers, at least one.</param>
    /// <param name="mode">The statistics that batch norms use.</param>
    /// <returns>A trace of these layers, without outputs; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The images are not float32 [N, C, H, W] of this network, or there are no
    /// layers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public NetworkTrace TraceLayers(Tensor images, IReadOnlySet<int> layers, RunMode mode = RunMode.Evaluate)
    {
        ArgumentNullException.ThrowIfNull(images);
        ThrowIfNoLayers(layers);
        return _pass.TraceLayers(images, layers, mode);
    }

    /// <summary>Runs the nodes after a layer, given another output of it: the suffix of the network.</summary>
    /// <param name="trace">The trace of a whole run of this network.</param>
    /// <param name="layer">The index of the layer.</param>
    /// <param name="output">float32 [M, C, H, W]; the caller keeps ownership. M is a multiple of the number of images
    /// in the trace: several outputs for the same images, one after another.</param>
    /// <param name="mode">The statistics that batch norms use.</param>
    /// <returns>float32 [M, K], which the caller disposes.</returns>
    /// <exception cref="ArgumentException">The trace is not of a whole run, or the number of images is not a multiple
    /// of that of the trace.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public Tensor RunAfter(NetworkTrace trace, int layer, Tensor output, RunMode mode = RunMode.Evaluate)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(layer, Layers.Count);
        if (trace.Outputs is null || output.size(0) % trace.Outputs.size(0) != 0)
        {
            throw new ArgumentException("A suffix needs the trace of a whole run, of as many images.", nameof(trace));
        }

        return _pass.RunAfter(trace, layer, output, mode);
    }

    /// <summary>Creates a view of this network with other modules in some layers.</summary>
    /// <param name="replacements">The module for each layer index; it keeps the layer's shapes.</param>
    /// <returns>A network that shares all modules and owns none: disposing it disposes nothing.</returns>
    /// <exception cref="ArgumentException">There is no such layer, or a module does not fit it.</exception>
    public Network With(IReadOnlyDictionary<int, LanaModule> replacements)
    {
        ArgumentNullException.ThrowIfNull(replacements);
        foreach (var (index, module) in replacements)
        {
            ArgumentNullException.ThrowIfNull(module, nameof(replacements));
            ThrowIfUnfit(index, module);
        }

        var parts = _parts.ToArray();
        foreach (var (index, module) in replacements)
        {
            parts[Definition.NodeOf(index)] = new ModulePart(module);
        }

        var definitions = Layers.Select(layer =>
            (replacements.TryGetValue(layer.Info.Index, out var module) ? module : layer.Module).Definition);
        return new Network(Definition.WithLayers([.. definitions]), parts, ownsModules: false) { Template = Template };
    }

    /// <summary>Creates a copy that owns all its tensors.</summary>
    /// <returns>A network that can be trained without changing this one; the caller disposes it.</returns>
    /// <exception cref="InvalidOperationException">A module is in its inference form, which does not train.</exception>
    public Network Detach() => new(
        Definition,
        [
            .. _parts.Select(part => (GraphPart)(part is ModulePart { Module: var module }
                ? new ModulePart(module.Copy())
                : ((OperatorPart)part).Copy())),
        ],
        ownsModules: true)
    {
        Template = Template,
    };

    /// <summary>Disposes the modules, unless this is a view that shares them.</summary>
    public void Dispose()
    {
        if (!OwnsModules)
        {
            return;
        }

        foreach (var part in _parts)
        {
            part.Dispose();
        }
    }

    internal static Network Create(NetworkDefinition definition, ulong seed)
    {
        TorchRuntime.EnsureInitialized();
        var parts = definition.Nodes.Select((node, index) => (GraphPart)(node.Definition is { } part
            ? new ModulePart(part.Build(
                definition.Plan.Shapes[definition.Plan.InputsOf(index)[0]].ToFeature(), SeedMix.Of(seed, node.Name)))
            : OperatorPart.Create(node.Operator!)));
        var network = new Network(definition, [.. parts], ownsModules: true);
        if (Weight.Twice(network.NamedWeights.Select(pair => pair.Name)) is { } twice)
        {
            network.Dispose();
            throw new ArgumentException(
                $"Two weights of '{definition.Name}' are called '{twice}': give its parts different names.");
        }

        return network;
    }

    /// <summary>Returns this network with the file from which it was read; null for none.</summary>
    internal Network From(OnnxTemplate? template) => new(Definition, _parts, OwnsModules) { Template = template };

    /// <summary>The prefix of a node's weights: weights of layers have names inside the layer, weights of other nodes
    /// have complete names.</summary>
    internal string PrefixOf(int node) =>
        Definition.Nodes[node].Name is var name && Definition.LayerNames.Contains(name, StringComparer.Ordinal) ? name : "";

    private LanaModule ModuleOf(int node) => ((ModulePart)_parts[node]).Module;

    private void ThrowIfNoLayers(IReadOnlySet<int> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0)
        {
            throw new ArgumentException("There are no layers to trace.", nameof(layers));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(layers.Min(), nameof(layers));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(layers.Max(), Layers.Count, nameof(layers));
    }

    private void ThrowIfUnfit(int index, LanaModule module)
    {
        if (index < 0 || index >= Layers.Count)
        {
            throw new ArgumentException($"'{Name}' has layers 0 to {Layers.Count - 1}; there is no layer {index}.");
        }

        var info = Layers[index].Info;
        if (module.Input != info.Input || module.Cost.Output != info.Output)
        {
            throw new ArgumentException(
                $"Layer '{info.Name}' maps {info.Input} to {info.Output}; the module maps {module.Input} to " +
                $"{module.Cost.Output}.");
        }
    }
}
