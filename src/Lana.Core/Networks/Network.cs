using Lana.Definitions;
using Lana.Modules;
using Lana.Native;
using TorchSharp.Modules;

namespace Lana.Networks;

/// <summary>A network that runs: stem, replaceable layers, head.</summary>
/// <remarks><see cref="With(IReadOnlyDictionary{int, LanaModule})"/> gives a view that shares modules and owns none;
/// <see cref="Detach"/> gives a copy that owns all its tensors, which is what may be trained. Running is safe from
/// several threads while no thread trains.</remarks>
public sealed class Network : IDisposable
{
    private Network(
        NetworkDefinition definition, LanaModule stem, IReadOnlyList<NetworkLayer> layers, LanaModule head, bool ownsModules) =>
        (Definition, Stem, Layers, Head, OwnsModules) = (definition, stem, layers, head, ownsModules);

    /// <summary>What was built.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>The network's name.</summary>
    public string Name => Definition.Name;

    /// <summary>Whether this network owns its modules; a view shares those of another network.</summary>
    public bool OwnsModules { get; }

    /// <summary>The shape of one image, [C, H, W].</summary>
    public FeatureShape Input => Definition.Input;

    /// <summary>What one image costs, stem and head included.</summary>
    public ModelCost Cost => Definition.Cost;

    /// <summary>What runs before the layers.</summary>
    public LanaModule Stem { get; }

    /// <summary>The layers in order.</summary>
    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <summary>What runs after the layers.</summary>
    public LanaModule Head { get; }

    /// <summary>Whether any part draws random numbers: <see cref="LanaModule.DrawsRandomNumbers"/>.</summary>
    public bool DrawsRandomNumbers =>
        Stem.DrawsRandomNumbers || Layers.Any(layer => layer.Module.DrawsRandomNumbers) || Head.DrawsRandomNumbers;

    /// <summary>The state in PyTorch's order, with the full names: module by module, parameters then buffers.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> State => NamedWeights
        .Select(pair => KeyValuePair.Create(pair.Name, pair.Weight.Value));

    /// <summary>What trains.</summary>
    public IEnumerable<Parameter> Parameters => NamedWeights
        .Where(pair => pair.Weight.IsParameter)
        .Select(pair => (Parameter)pair.Weight.Value);

    internal IEnumerable<(string Name, Weight Weight)> NamedWeights => Stem.Weights
        .Select(weight => (weight.Name, weight))
        .Concat(
            Layers.SelectMany(layer => layer.Module.Weights.Select(weight => ($"{layer.Name}.{weight.Name}", weight))))
        .Concat(Head.Weights.Select(weight => (weight.Name, weight)));

    /// <summary>From images to logits.</summary>
    /// <param name="images">float32 [N, C, H, W]; stays the caller's.</param>
    /// <param name="mode">Which statistics batch norms use.</param>
    /// <returns>Logits float32 [N, K], which the caller disposes.</returns>
    /// <exception cref="ArgumentException">The images are not float32 [N, C, H, W] of this network.</exception>
    public Tensor Run(Tensor images, RunMode mode = RunMode.Evaluate)
    {
        using var feature = Stem.Run(images, mode);
        return RunFrom(0, feature, mode);
    }

    /// <summary>From the input of a layer to logits: the suffix of the network.</summary>
    /// <param name="layer">The first layer to run; at the number of layers only the head runs.</param>
    /// <param name="feature">float32 [N, C, H, W], the input of that layer; stays the caller's.</param>
    /// <param name="mode">Which statistics batch norms use.</param>
    /// <returns>Logits float32 [N, K], which the caller disposes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    /// <exception cref="ArgumentException">The feature is not float32 [N, C, H, W] of that layer.</exception>
    public Tensor RunFrom(int layer, Tensor feature, RunMode mode = RunMode.Evaluate)
    {
        ArgumentNullException.ThrowIfNull(feature);
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layer, Layers.Count);
        var current = feature;
        for (var index = layer; index < Layers.Count; index++)
        {
            var next = Layers[index].Module.Run(current, mode);
            DisposeUnless(current, feature);
            current = next;
        }

        using var logits = Head.Run(current, mode);
        DisposeUnless(current, feature);
        return logits.flatten(1);
    }

    /// <summary>The features between the layers, x_0 after the stem to x_N (LANA, Eq. 2).</summary>
    /// <param name="images">float32 [N, C, H, W]; stays the caller's.</param>
    /// <param name="mode">Which statistics batch norms use.</param>
    /// <param name="layers">How many layers run; null for all.</param>
    /// <returns>One tensor more than layers that run; the caller disposes them.</returns>
    /// <exception cref="ArgumentException">The images are not float32 [N, C, H, W] of this network.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many layers.</exception>
    public IReadOnlyList<Tensor> Features(Tensor images, RunMode mode = RunMode.Evaluate, int? layers = null)
    {
        var count = layers ?? Layers.Count;
        ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(layers));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Layers.Count, nameof(layers));
        var features = new List<Tensor>(count + 1) { Stem.Run(images, mode) };
        foreach (var layer in Layers.Take(count))
        {
            features.Add(layer.Module.Run(features[^1], mode));
        }

        return features;
    }

    /// <summary>A view of this network with other modules in some layers.</summary>
    /// <param name="replacements">Layer index → the module that runs there; it keeps the layer's shapes.</param>
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

        var layers = Layers
            .Select(layer => replacements.TryGetValue(layer.Info.Index, out var module) ? layer with { Module = module } : layer)
            .ToList();
        var definition = Definition.WithLayers([.. layers.Select(layer => layer.Module.Definition)]);
        return new Network(definition, Stem, layers, Head, ownsModules: false);
    }

    /// <summary>A copy that owns all its tensors.</summary>
    /// <returns>A network that may be trained without touching this one; the caller disposes it.</returns>
    /// <exception cref="InvalidOperationException">A module is in its inference form, which does not train.</exception>
    public Network Detach() => new(
        Definition,
        Stem.Copy(),
        [.. Layers.Select(layer => layer with { Module = layer.Module.Copy() })],
        Head.Copy(),
        ownsModules: true);

    /// <summary>Disposes the modules, unless this is a view that shares them.</summary>
    public void Dispose()
    {
        if (!OwnsModules)
        {
            return;
        }

        Stem.Dispose();
        Head.Dispose();
        foreach (var layer in Layers)
        {
            layer.Module.Dispose();
        }
    }

    internal static Network Create(NetworkDefinition definition, ulong seed)
    {
        TorchRuntime.EnsureInitialized();
        var layers = definition.Layers
            .Select(layer => new NetworkLayer(
                layer, layer.Definition.Build(layer.Input, SeedMix.Of(seed, layer.Name))))
            .ToList();
        var network = new Network(
            definition,
            definition.Stem.Build(definition.Input, SeedMix.Of(seed, "stem")),
            layers,
            definition.Head.Build(definition.Layers[^1].Output, SeedMix.Of(seed, "head")),
            ownsModules: true);
        if (Weight.Twice(network.NamedWeights.Select(pair => pair.Name)) is { } twice)
        {
            network.Dispose();
            throw new ArgumentException(
                $"Two weights of '{definition.Name}' are called '{twice}': give its parts different names.");
        }

        return network;
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

    private static void DisposeUnless(Tensor tensor, Tensor kept)
    {
        if (!ReferenceEquals(tensor, kept))
        {
            tensor.Dispose();
        }
    }
}
