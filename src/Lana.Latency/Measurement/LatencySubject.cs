using System.Collections.Immutable;
using Lana.Definitions;
using Lana.Export;
using Lana.Networks;

namespace Lana.Measurement;

/// <summary>Something to be timed: an ONNX model with one input.</summary>
/// <param name="Name">The name in errors and results.</param>
/// <param name="Input">The shape of one example, [C, H, W]; the batch size is the meter's.</param>
/// <param name="Model">Returns the bytes of the ONNX file; called each time the subject is measured.</param>
public sealed record LatencySubject(string Name, FeatureShape Input, Func<byte[]> Model)
{
    /// <summary>Whether it is timed as a network in service runs, directly after runs of its own: a sample is the median
    /// of three.</summary>
    /// <value>Default false: timed directly after the runs of other subjects, which have replaced the contents of the
    /// caches, as for an operation inside a network.</value>
    public bool IsWhole { get; init; }

    /// <summary>What the model consists of, for meters that run it without ONNX.</summary>
    /// <value>Default null: only its ONNX form is known.</value>
    public Definition? Definition { get; init; }

    /// <summary>The weights, in bytes, of the network that the subject is a part of: others use about as many between two
    /// timed runs.</summary>
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
    /// <param name="network">The network or view; stays the caller's and must not be disposed before it is
    /// measured.</param>
    /// <param name="name">The name in errors and results; null for the network's own name.</param>
    /// <returns>A subject with <see cref="IsWhole"/>.</returns>
    public static LatencySubject Of(Network network, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Whole(name ?? network.Name, network.Definition, () => OnnxExporter.Export(network));
    }

    /// <summary>The same subject, exported once: for what is measured several times.</summary>
    /// <remarks>The model is exported at its first use and kept in memory with the subject; one above 256 MiB is exported
    /// each time.</remarks>
    /// <returns>A subject whose <see cref="Model"/> keeps its result.</returns>
    public LatencySubject Cached() => Cached(new ModelCache());

    /// <summary>The same subject, exported once while the cache, shared with others, has room.</summary>
    internal LatencySubject Cached(ModelCache cache) => this with { Model = cache.Keep(Model) };

    private static LatencySubject Whole(string name, NetworkDefinition network, Func<byte[]> model) =>
        new(name, network.Input, model)
        {
            IsWhole = true,
            Definition = new Chain(ImmutableArray.Create<Definition>(
                [network.Stem, .. network.LayerDefinitions.Select(layer => layer.Definition), network.Head])),
        };
}
