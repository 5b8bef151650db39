using System.Collections.Immutable;
using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Structure;

/// <summary>Makes graphs of small nodes at random; all values have one shape.</summary>
internal sealed class RandomGraph
{
    private readonly Random _random;
    private readonly List<GraphNode> _nodes = [];

    private RandomGraph(int seed) => _random = new Random(seed);

    public static FeatureShape Shape { get; } = new(4, 3, 5);

    /// <summary>Nodes that take any values before them; what nobody takes is summed up at the end.</summary>
    public static ImmutableArray<GraphNode> Any(int seed)
    {
        var graph = new RandomGraph(seed);
        var values = new List<string> { Graph.InputName };
        var unused = new HashSet<string>();
        for (var count = 3 + graph._random.Next(12); count > 0; count--)
        {
            var (left, right) = (graph.Recent(values), graph.Recent(values));
            var value = graph._random.Next(5) switch
            {
                0 => graph.Sum(left, right),
                1 => graph.Concat(left, right),
                2 => graph.Add(new Arithmetic(ArithmeticFunction.Multiply), left, right),
                _ => graph.Function(left),
            };
            unused.ExceptWith(graph._nodes.SelectMany(node => node.Inputs));
            unused.Add(value);
            values.Add(value);
        }

        var rest = unused.Order(StringComparer.Ordinal).ToList();
        graph.Function(rest.Skip(1).Aggregate(rest[0], graph.Sum));
        return [.. graph._nodes];
    }

    /// <summary>Parts in a row and side by side, nested at random.</summary>
    public static ImmutableArray<GraphNode> SeriesParallel(int seed)
    {
        var graph = new RandomGraph(seed);
        graph.Function(graph.Part(graph.Function(Graph.InputName), 4));
        return [.. graph._nodes];
    }

    /// <summary>Nodes in a row and sums of two, whose values are features, have their channels last or are vectors.</summary>
    public static ImmutableArray<GraphNode> Layouts(int seed)
    {
        var graph = new RandomGraph(seed);
        var value = graph.Function(Graph.InputName);
        for (var count = 1 + graph._random.Next(3); count > 0; count--)
        {
            value = graph._random.Next(3) switch
            {
                0 => graph.Last(value),
                1 => graph.Add(new Arithmetic(ArithmeticFunction.Multiply), value, graph.Vector(value)),
                _ => graph.Function(value),
            };
        }

        return [.. graph._nodes];
    }

    private string Last(string input)
    {
        var value = Add(new Transpose([1, 2, 0]), input);
        for (var count = 1 + _random.Next(4); count > 0; count--)
        {
            value = _random.Next(8) switch
            {
                0 => Add(new Unary(UnaryFunction.Sigmoid), value),
                1 => Conv(value, new Activate(Activation.Relu)),
                2 => Add(new Arithmetic(ArithmeticFunction.Subtract) { Constant = Weight("constant", 4), IsConstantFirst = true }, value),
                3 => Add(new Arithmetic(ArithmeticFunction.Multiply) { Constant = Weight("constant", 5, 4) }, value),
                4 => Add(new LayerNormalization(2, Weight("weight", 4)) { Bias = Weight("bias", 4) }, value),
                5 => Add(
                    new MatMul { Constant = Weight("weight", 4, 4) },
                    value,
                    new Arithmetic(ArithmeticFunction.Add) { Constant = new OperatorWeight($"{Name}.constant", new TensorShape(4)) }),
                6 => Sum(value, Add(new Unary(UnaryFunction.Tanh), value)),
                _ => Add(new Softmax(_random.Next(3)), value),
            };
        }

        return Add(new Transpose([2, 0, 1]), value);
    }

    private string Vector(string input)
    {
        var value = Add(new Reduce(ReduceFunction.Mean, [1, 2]), input);
        for (var count = 1 + _random.Next(3); count > 0; count--)
        {
            value = _random.Next(5) switch
            {
                0 => Add(new Unary(UnaryFunction.Sigmoid), value),
                1 => Add(new Arithmetic(ArithmeticFunction.Add) { Constant = Weight("constant", 4) }, value),
                2 => Add(new BatchNormalization(Weight("weight", 4), Weight("bias", 4), Weight("running_mean", 4), Weight("running_var", 4)), value),
                3 => Add(new MatMul { Constant = Weight("weight", 4, 4) }, value),
                _ => Add(new Reshape(new TensorShape(4)), Conv(Add(new Reshape(new TensorShape(4, 1, 1)), value), new Linear(Name, 4))),
            };
        }

        return Add(new Reshape(new TensorShape(4, 1, 1)), value);
    }

    private OperatorWeight Weight(string name, params int[] sizes) => new($"{Name}.{name}", new TensorShape(sizes));

    private string Part(string input, int depth) => depth == 0 ? Function(input) : _random.Next(6) switch
    {
        0 => Sum(Branch(input, depth), Branch(input, depth)),
        1 => Sum(Sum(input, Branch(input, depth)), Branch(input, depth)),
        2 => Concat(Branch(input, depth), input),
        3 => Add(new Arithmetic(ArithmeticFunction.Multiply), input, Pooled(input)),
        4 => Dense(input, depth),
        _ => Part(Part(input, depth - 1), depth - 1),
    };

    private string Branch(string input, int depth) => Function(Part(input, depth - 1));

    // x, f(x) and g(f(x)) one after another.
    private string Dense(string input, int depth)
    {
        var first = Branch(input, depth);
        var second = Branch(first, depth);
        return Conv(Add(new Concatenate(0), input, first, second), new Conv(Name, Shape.Channels, 1));
    }

    private string Function(string input) => _random.Next(7) switch
    {
        0 => Conv(input, new Norm(Name)),
        1 => Conv(input, new Activate(Activation.Silu)),
        2 => Add(new Arithmetic(ArithmeticFunction.Multiply) { Constant = new OperatorWeight($"{Name}.constant", Constant) }, input),
        3 => Add(new Clamp { Min = -0.9, Max = 0.8 }, input),
        4 => Add(new Transpose([1, 2, 0]), input, new Transpose([2, 0, 1])),
        _ => Conv(input, new Conv(Name, Shape.Channels, 3) { Groups = _random.Next(2) == 0 ? 1 : 4, Bias = _random.Next(2) == 0 }),
    };

    private TensorShape Constant => _random.Next(2) == 0 ? new TensorShape(Shape.Channels, 1, 1) : new TensorShape(1);

    private string Pooled(string input) => Conv(
        Conv(Add(new Reduce(ReduceFunction.Mean, [1, 2]) { KeepsAxes = true }, input), new Conv(Name, Shape.Channels, 1)),
        new Activate(Activation.Sigmoid));

    private string Sum(string left, string right) => Add(new Arithmetic(ArithmeticFunction.Add), left, right);

    private string Concat(string left, string right) =>
        Conv(Add(new Concatenate(0), left, right), new Conv(Name, Shape.Channels, 1));

    private string Conv(string input, Definition definition)
    {
        _nodes.Add(new GraphNode(Name, definition, input));
        return _nodes[^1].Name;
    }

    private string Add(TensorOperator @operator, string input, TensorOperator next) => Add(next, Add(@operator, input));

    private string Add(TensorOperator @operator, params string[] inputs)
    {
        _nodes.Add(new GraphNode(Name, @operator, inputs));
        return _nodes[^1].Name;
    }

    private string Name => $"n{_nodes.Count}";

    private string Recent(List<string> values) => values[Math.Max(0, values.Count - 1 - _random.Next(4))];
}
