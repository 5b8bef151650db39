using System.Collections.Immutable;
using Lana.Definitions;
using Lana.Export;
using Lana.Networks;

namespace Lana.Measurement;

/// <summary>Something to be timed: an ONNX model with one input.</summary>
/// <param name="Name">How errors and results call it.</param>
/// <param name="Input">The shape of one example, [C, H, W]; the batch size is the meter's.</param>
/// <param name="Model">Gives the bytes of the ONNX file; called once, when its turn comes.</param>
public sealed record LatencySubject(string Name, FeatureShape Input, Func<byte[]> Model)
{
    /// <summary>Whether it is timed as a network in service runs, right behind runs of its own: a sample is the middle
    /// of three.</summary>
    /// <value>Default false: timed right behind the runs of other subjects, which have taken the caches, as an
    /// operation inside a network finds them.</value>
    public bool IsWhole { get; init; }

    /// <summary>What the model is made of, for meters that run it without ONNX.</summary>
    /// <value>Default null: only its ONNX form is known.</value>
    public Definition? Definition { get; init; }

    /// <summary>The weights, in bytes, of the network that the subject is a part of: about as many are used by others
    /// between two timed runs.</summary>
    /// <value>Default 0: as many others as the meter's smallest window has.</value>
    public long WorkingSetBytes { get; init; }

    /// <summary>A network as a whole, with random weights: times do not depend on them.</summary>
    /// <param name="network">The network.</param>
    /// <returns>A subject with <see cref="IsWhole"/>.</returns>
    public static LatencySubject Of(NetworkDefinition network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Whole(network.Name, network, () =>
        {
            using var built = network.Build();
            return OnnxExporter.Export(built);
        });
    }

    /// <summary>A network as a whole, with its own weights.</summary>
    /// <param name="network">The network, a view among them; it stays the caller's and must be alive when its turn
    /// comes.</param>
    /// <param name="name">How errors and results call it; null for the network's own name.</param>
    /// <returns>A subject with <see cref="IsWhole"/>.</returns>
    public static LatencySubject Of(Network network, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Whole(name ?? network.Name, network.Definition, () => OnnxExporter.Export(network));
    }

    private static LatencySubject Whole(string name, NetworkDefinition network, Func<byte[]> model) =>
        new(name, network.Input, model)
        {
            IsWhole = true,
            Definition = new Chain(ImmutableArray.Create<Definition>(
                [network.Stem, .. network.LayerDefinitions.Select(layer => layer.Definition), network.Head])),
        };
}
