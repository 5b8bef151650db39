using Lana.Operators;

namespace Lana.Definitions;

/// <summary>The nodes of a graph in the order in which they run, with the shapes of their values and the last use of
/// each value.</summary>
internal sealed class GraphPlan
{
    private const long Always = long.MaxValue;
    private readonly long[] _lastUse;
    private readonly int[][] _inputs;
    private readonly Dictionary<string, int> _values = new(StringComparer.Ordinal);

    private GraphPlan(ImmutableArray<GraphNode> nodes)
    {
        Nodes = nodes;
        Shapes = new TensorShape[nodes.Length + 1];
        Costs = new ModelCost[nodes.Length];
        _inputs = new int[nodes.Length][];
        _lastUse = new long[nodes.Length + 1];
    }

    /// <summary>The nodes. The value of node <c>i</c> is value <c>i + 1</c>; value 0 is the input.</summary>
    public ImmutableArray<GraphNode> Nodes { get; }

    /// <summary>The shape of each value.</summary>
    public TensorShape[] Shapes { get; }

    /// <summary>The cost of each node; its output is meaningful only for a feature.</summary>
    public ModelCost[] Costs { get; }

    /// <summary>Resolves a graph.</summary>
    /// <param name="nodes">The nodes, each after those whose values it uses.</param>
    /// <param name="input">The name of the input.</param>
    /// <param name="shape">The shape of the input.</param>
    /// <param name="outputs">The requested values.</param>
    /// <exception cref="ArgumentException">Two values have the same name, a node uses a value that no node before it
    /// computes, shapes do not fit, or a value is not used.</exception>
    public static GraphPlan Of(
        ImmutableArray<GraphNode> nodes, string input, FeatureShape shape, params ReadOnlySpan<string> outputs)
    {
        var plan = new GraphPlan(nodes);
        plan._values.Add(input, 0);
        plan.Shapes[0] = shape;
        for (var index = 0; index < nodes.Length; index++)
        {
            plan.Add(index, nodes[index]);
        }

        foreach (var output in outputs)
        {
            plan._lastUse[plan.ValueOf(output, "the outputs")] = Always;
        }

        plan.ThrowIfUnused();
        return plan;
    }

    /// <summary>The input values of a node.</summary>
    public ReadOnlySpan<int> InputsOf(int node) => _inputs[node];

    /// <summary>The number of the value with a name.</summary>
    /// <exception cref="ArgumentException">There is no such value.</exception>
    public int ValueOf(string name, string user) => _values.TryGetValue(name, out var value)
        ? value
        : throw new ArgumentException($"{user}: there is no value '{Shortened.Of(name)}' before.");

    /// <summary>True if a value is used by a later node or requested as an output.</summary>
    public bool IsLiveAfter(int value, int node) => _lastUse[value] > node;

    /// <summary>The sum of all costs. Its output is not meaningful.</summary>
    public ModelCost TotalCost(FeatureShape output) =>
        Costs.Aggregate(ModelCost.Free(output), (total, cost) => total.Then(cost)) with { Output = output };

    private void Add(int index, GraphNode node)
    {
        _inputs[index] = [.. node.Inputs.Select(input => ValueOf(input, $"'{node.Name}'"))];
        foreach (var value in _inputs[index])
        {
            _lastUse[value] = index;
        }

        try
        {
            (Shapes[index + 1], Costs[index]) = node.Definition is { } definition
                ? OfDefinition(definition, Shapes[_inputs[index][0]])
                : OfOperator(node.Operator!, [.. _inputs[index].Select(value => Shapes[value])]);
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            throw new ArgumentException($"'{node.Name}': {exception.Message}", exception);
        }

        if (!_values.TryAdd(node.Name, index + 1))
        {
            throw new ArgumentException($"Two values are called '{node.Name}'.");
        }
    }

    private static (TensorShape Shape, ModelCost Cost) OfDefinition(Definition definition, TensorShape input)
    {
        var cost = input.IsFeature
            ? definition.Cost(input.ToFeature())
            : throw new ArgumentException($"a definition takes a feature [C, H, W]; got {input}.");
        return (cost.Output, cost);
    }

    private static (TensorShape Shape, ModelCost Cost) OfOperator(TensorOperator @operator, TensorShape[] inputs)
    {
        var shape = @operator.Infer(inputs);
        var buffers = @operator.Weights.TakeLast(@operator.BufferCount).Sum(weight => weight.Shape.Count);
        var shipped = @operator.Weights.Sum(weight => weight.Shape.Count);
        var cost = new ModelCost(
            default,
            shipped - buffers,
            @operator.CountMacs(inputs),
            checked(shipped * sizeof(float)),
            checked(shape.Count * sizeof(float)));
        return (shape, cost);
    }

    private void ThrowIfUnused()
    {
        for (var index = 0; index < Nodes.Length; index++)
        {
            if (!IsLiveAfter(index + 1, index))
            {
                throw new ArgumentException($"Nobody uses the value of '{Nodes[index].Name}'.");
            }
        }
    }
}
