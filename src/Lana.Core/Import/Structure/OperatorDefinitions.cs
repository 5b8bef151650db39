using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Structure;

/// <summary>Converts operators between features to equivalent definitions.</summary>
internal static class OperatorDefinitions
{
    private static readonly int[] Positions = [1, 2];

    /// <summary>Returns the definition that is equal to a node; a graph of this node alone if there is none.</summary>
    /// <param name="node">A node with one input.</param>
    /// <param name="input">The shape of its input.</param>
    public static Definition Of(GraphNode node, FeatureShape input) => node.Definition is { } definition
        ? OfDefinition(definition)
        : OfOperator(node.Operator!, input) ?? new Graph([new GraphNode(node.Name, node.Operator!, Graph.InputName)]);

    // As a convolution it is pruned like any other convolution.
    private static Definition OfDefinition(Definition definition) =>
        definition is Linear linear ? new Conv(linear.Name, linear.Out, 1) { Bias = linear.Bias } : definition;

    private static Definition? OfOperator(TensorOperator @operator, FeatureShape input) => @operator switch
    {
        Reduce { Function: ReduceFunction.Mean, KeepsAxes: true } mean when mean.Axes.Order().SequenceEqual(Positions) =>
            new GlobalPool(),
        Clamp { Min: 0.0, Max: null } => new Activate(Activation.Relu),
        Clamp { Min: 0.0, Max: 6.0 } => new Activate(Activation.Relu6),
        Clamp { Min: { } min, Max: { } max } => new Clip(min, max),
        Unary unary => OfUnary(unary),
        StridedSlice { Axis: 0, Step: 1 } slice => new Slice(slice.Start, slice.End - slice.Start),
        PadAxes { Before: [0, var top, var left], After: [0, var bottom, var right] } pad =>
            new Pad(top, left, bottom, right) { Mode = pad.Mode, Value = pad.Value },
        ParametricRelu relu => OfSlope(relu.Slope, input),
        BatchNormalization norm => NameOf(norm.Scale) is { } name ? new Norm(name) { Epsilon = norm.Epsilon } : null,
        Concatenate => Chain.Identity,
        _ => null,
    };

    private static Definition? OfUnary(Unary unary) => unary.Function switch
    {
        UnaryFunction.LeakyRelu => new LeakyRelu(unary.Alpha ?? 0.01),
        UnaryFunction.Elu => new Elu(unary.Alpha ?? 1.0),
        UnaryFunction.HardSigmoid => null,
        var function => Enum.TryParse<Activation>(function.ToString(), out var activation) ? new Activate(activation) : null,
    };

    private static PRelu? OfSlope(OperatorWeight slope, FeatureShape input)
    {
        var isShared = slope.Shape.Count == 1;
        var isPerChannel = slope.Shape == new FeatureShape(input.Channels, 1, 1);
        return (isShared || isPerChannel) && NameOf(slope) is { } name ? new PRelu(name) { IsShared = isShared } : null;
    }

    // The name that definitions give to their first weight.
    private static string? NameOf(OperatorWeight weight) =>
        weight.Name.EndsWith(".weight", StringComparison.Ordinal) ? weight.Name[..^".weight".Length] : null;
}
