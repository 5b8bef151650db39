using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>A sequence of definitions; an empty chain is the identity.</summary>
/// <param name="Parts">The parts, in the order in which they run.</param>
[method: JsonConstructor]
public sealed record Chain(ImmutableArray<Definition> Parts) : Definition
{
    /// <summary>Creates a chain.</summary>
    /// <param name="parts">The parts, in the order in which they run.</param>
    public Chain(params ReadOnlySpan<Definition> parts)
        : this(ImmutableArray.Create(parts))
    {
    }

    /// <summary>The parts, in the order in which they run.</summary>
    /// <exception cref="ArgumentException">A part is null.</exception>
    public ImmutableArray<Definition> Parts { get; init => field = Complete(value); } = Complete(Parts);

    /// <summary>The identity, which removes the layer.</summary>
    public static Chain Identity { get; } = new(ImmutableArray<Definition>.Empty);

    /// <summary>Determines whether another chain has the same parts in the same order.</summary>
    /// <param name="other">The chain to compare with.</param>
    /// <returns>True if all parts are equal.</returns>
    public bool Equals(Chain? other) => other is not null && Parts.SequenceEqual(other.Parts);

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.Aggregate(17, (hash, part) => HashCode.Combine(hash, part));

    /// <summary>The chain with another <see cref="Conv.InitialScale"/> of its last convolution.</summary>
    internal Chain WithInitialScale(double scale)
    {
        var last = Parts.LastIndexOf(Parts.Last(part => part is Conv));
        return new Chain(Parts.SetItem(last, ((Conv)Parts[last]) with { InitialScale = scale }));
    }

    internal override ModelCost Measure(FeatureShape input) => Parts.Aggregate(
        ModelCost.Free(input), (cost, part) => cost.Then(part.Measure(cost.Output)));

    internal override Block Create(FeatureShape input, Initializer initializer)
    {
        var blocks = new List<Block>(Parts.Length);
        foreach (var part in Parts)
        {
            blocks.Add(part.Create(input, initializer));
            input = part.Measure(input).Output;
        }

        return new ChainBlock(blocks);
    }
}

internal sealed class ChainBlock(IReadOnlyList<Block> children) : Block
{
    public override IReadOnlyList<Block> Children => children;

    public override IReadOnlyList<OutputGain> Gains => children.Count == 0 ? [] : children[^1].Gains;

    public override bool PassesThrough => children.All(child => child.PassesThrough);

    public override Tensor Run(Tensor input, RunMode mode)
    {
        var current = input;
        foreach (var child in children)
        {
            var next = child.Run(current, mode);
            if (!ReferenceEquals(current, input))
            {
                current.Dispose();
            }

            current = next;
        }

        return ReferenceEquals(current, input) ? input.alias() : current;
    }

    public override Block Fuse() => new ChainBlock([.. children.Select(child => child.Fuse())]);

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input) =>
        children.Aggregate(input, (value, child) => child.Emit(graph, value));
}
