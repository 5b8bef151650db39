using Lana.Export;

namespace Lana.Measurement;

/// <summary>Something to be timed: an ONNX model with one input.</summary>
/// <param name="Name">The name in errors and results.</param>
/// <param name="Input">The shape of one example, [C, H, W]; the batch size is the meter's.</param>
/// <param name="Model">Returns the bytes of the ONNX file; called each time the subject is measured.</param>
public sealed record LatencySubject(string Name, FeatureShape Input, Func<byte[]> Model)
{
    /// <summary>True to time the subject like a deployed network, directly after its own runs: a sample is the median
    /// of three.</summary>
    /// <value>Default false: timed directly after runs of other subjects, which fill the caches, as inside a network.</value>
    public bool IsWhole { get; init; }

    /// <summary>The definition of the model, for meters that run it without ONNX.</summary>
    /// <value>Default null: only its ONNX form is known.</value>
    public Definition? Definition { get; init; }

    /// <summary>The bytes of weights that other subjects use between two timed runs: those of the whole network.</summary>
    /// <value>Default 0: only the number of subjects in the meter's smallest window counts.</value>
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
    /// <param name="network">The network or view; the caller keeps ownership, and must not dispose it before it is
    /// measured.</param>
    /// <param name="name">The name in errors and results; null for the network's own name.</param>
    /// <returns>A subject with <see cref="IsWhole"/>.</returns>
    public static LatencySubject Of(Network network, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Whole(name ?? network.Name, network.Definition, () => OnnxExporter.Export(network));
    }

    /// <summary>The same subject, exported only once, for a subject that is measured several times.</summary>
    /// <returns>A subject that keeps its model from its first use, unless it is above 256 MiB.</returns>
    public LatencySubject Cached() => Cached(new ModelCache());

    /// <summary>The same subject, exported once while the cache, which is shared with other subjects, has room.</summary>
    internal LatencySubject Cached(ModelCache cache) => this with { Model = cache.Keep(Model) };

    private static LatencySubject Whole(string name, NetworkDefinition network, Func<byte[]> model) =>
        new(name, network.Input, model)
        {
            IsWhole = true,
            Definition = network.ToChain(),
        };
}
