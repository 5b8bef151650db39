using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>Any directed acyclic graph with one input and one output, both features [N, C, H, W].</summary>
/// <remarks>Values in between have any rank. <see cref="Chain"/>, <see cref="Residual"/> and <see cref="Gate"/> are
/// special cases that are easier to read.</remarks>
/// <param name="Nodes">The nodes, each after those whose values it uses. The value of the last one is the output.</param>
public sealed record Graph(ImmutableArray<GraphNode> Nodes) : Definition
{
    /// <summary>The name of the graph's input value.</summary>
    public const string InputName = "input";

    /// <summary>The nodes, each after those whose values it uses. The value of the last one is the output.</summary>
    public ImmutableArray<GraphNode> Nodes { get; init => field = Given(value); } = Given(Nodes);

    /// <inheritdoc/>
    public bool Equals(Graph? other) => other is not null && Nodes.SequenceEqual(other.Nodes);

    /// <inheritdoc/>
    public override int GetHashCode() => Nodes.Aggregate(17, HashCode.Combine);

    internal override ModelCost Measure(FeatureShape input)
    {
        var plan = PlanFor(input);
        return plan.Shapes[^1].IsFeature
            ? plan.TotalCost(plan.Shapes[^1].ToFeature())
            : throw new ArgumentException($"A graph gives a feature [C, H, W]; got {plan.Shapes[^1]}.");
    }

    internal override Block Create(FeatureShape input, Initializer initializer)
    {
        var plan = PlanFor(input);
        return new GraphBlock(plan, [.. Nodes.Select((_, node) => GraphPart.Create(plan, node, initializer))]);
    }

    internal GraphPlan PlanFor(FeatureShape input) => GraphPlan.Of(Nodes, InputName, input, Nodes[^1].Name);

    private static ImmutableArray<GraphNode> Given(ImmutableArray<GraphNode> nodes) => nodes.IsDefaultOrEmpty || nodes.Contains(null!)
        ? throw new ArgumentException("A graph has at least one node, and none is null.", nameof(nodes))
        : nodes;
}

internal sealed class GraphBlock(GraphPlan plan, IReadOnlyList<GraphPart> parts) : Block
{
    private readonly GraphRunner _runner = new(plan, parts);

    public override IReadOnlyList<Block> Children { get; } = [.. parts.Select(part => part.Block).OfType<Block>()];

    public override IEnumerable<Weight> Weights => parts.SelectMany(part => part.Weights);

    // An operator may return a view of the input.
    public override bool PassesThrough => true;

    public override Tensor Run(Tensor input, RunMode mode)
    {
        var values = new Tensor?[parts.Count + 1];
        values[0] = input;
        _runner.Run(values, (0, parts.Count), mode);
        return values[^1]!;
    }

    public override Block Fuse() => new GraphBlock(plan, [.. parts.Select(part => part.Fuse())]);

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input) =>
        _runner.Emit(graph, GraphValue.Of(input))[^1].ToFeature();
}
