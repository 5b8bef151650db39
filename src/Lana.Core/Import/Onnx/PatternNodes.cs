using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>The nodes before the one at which a pattern may end.</summary>
internal sealed class PatternNodes
{
    private readonly Lazy<GraphPlan> _plan;
    private readonly Dictionary<string, GraphNode> _nodes = new(StringComparer.Ordinal);

    public PatternNodes(ConvertedGraph graph)
    {
        _plan = new Lazy<GraphPlan>(() => GraphPlan.Of(graph.Nodes, Graph.InputName, graph.Input, graph.Outputs.AsSpan()));
        Weights = new Dictionary<string, float[]>(graph.Weights, StringComparer.Ordinal);
    }

    /// <summary>The numbers of all weights; patterns add those of their new nodes.</summary>
    public Dictionary<string, float[]> Weights { get; }

    public void Add(GraphNode node) => _nodes[node.Name] = node;

    /// <summary>The node that computes a value; null for the network's input.</summary>
    public GraphNode? Of(string value) => _nodes.GetValueOrDefault(value);

    public TensorShape ShapeOf(string value) => _plan.Value.Shapes[_plan.Value.ValueOf(value, value)];

    /// <summary>The value to which a number is added (or by which it is multiplied, and so on) to get the given value;
    /// null if there is none.</summary>
    public string? Before(string value, ArithmeticFunction function, double number) =>
        ConstantOf(value, function) is { Constant: { Shape.Count: 1 } constant } && Math.Abs(Weights[constant.Name][0] - number) < 1e-5
            ? Of(value)!.Inputs[0]
            : null;

    /// <summary>The operator of a value that is combined with a constant; null if there is none.</summary>
    public Arithmetic? ConstantOf(string value, ArithmeticFunction function) =>
        Of(value)?.Operator is Arithmetic { Constant: not null } arithmetic
        && arithmetic.Function == function
        && (!arithmetic.IsConstantFirst || function is ArithmeticFunction.Add or ArithmeticFunction.Multiply)
            ? arithmetic
            : null;

    /// <summary>The two values whose sum, product and so on the given value is; null if there are none.</summary>
    public (string Left, string Right)? Pair(string value, ArithmeticFunction function) =>
        Of(value) is { Operator: Arithmetic { Constant: null } arithmetic, Inputs: [var left, var right] }
        && arithmetic.Function == function
            ? (left, right)
            : null;
}
