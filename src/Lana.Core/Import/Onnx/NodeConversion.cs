using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>A node that is being converted.</summary>
/// <param name="graph">Receives the converted nodes.</param>
/// <param name="node">The node.</param>
internal sealed class NodeConversion(GraphConversion graph, ImportedNode node)
{
    public ImportedNode Node => node;

    public OnnxAttributes Attributes => node.Attributes;

    public string Operator => node.Operator;

    public int Inputs => node.Inputs.Length;

    /// <summary>The shape of the first input.</summary>
    public TensorShape Shape => ShapeOf(0);

    public TensorShape OutputShape => node.Outputs[0].Shape;

    public bool IsConstant(int input) => input < Inputs && node.Inputs[input].Constant is not null;

    public bool Has(int input) => input < Inputs && (node.Inputs[input].Constant is not null || node.Inputs[input].Value is not null);

    public TensorShape ShapeOf(int input) => Imported(input).Shape;

    /// <summary>The name of an input's value.</summary>
    public string Value(int input) => graph.ValueOf(Imported(input));

    /// <summary>The numbers of a constant input.</summary>
    public OnnxConstant Constant(int input) => node.Inputs[input].Constant
        ?? throw new InvalidNodeException($"its input {input} is computed, and only constant weights can be trained");

    /// <summary>Returns an attribute for the axes after the batch, which must not be changed itself.</summary>
    /// <param name="name">An attribute with a number for each axis, including the batch.</param>
    /// <param name="neutral">The number that does not change the batch.</param>
    public ImmutableArray<int> AfterBatch(string name, long neutral)
    {
        var numbers = Attributes.Ints(name);
        return numbers[0] == neutral
            ? [.. numbers.Skip(1).Select(number => checked((int)number))]
            : throw new InvalidNodeException($"its {name} change the batch");
    }

    /// <summary>Converts an axis, so that 0 is the first one after the batch.</summary>
    public static int Axis(long axis) => axis > 0
        ? (int)axis - 1
        : throw new InvalidNodeException("it works along the batch");

    /// <summary>Adds a definition.</summary>
    /// <param name="make">Creates it with the name of the node, which is also that of its weights.</param>
    /// <param name="input">Its input value; null for the first input.</param>
    public string Define(Func<string, Definition> make, string? input = null) =>
        graph.Add(node.Name, name => new GraphNode(name, make(name), input ?? Value(0)));

    /// <summary>Adds an operator on the first input or on the given values.</summary>
    public string Apply(TensorOperator @operator, params string[] inputs) => Apply(_ => @operator, inputs);

    /// <summary>Adds an operator with weights, which have the name of the node.</summary>
    public string Apply(Func<string, TensorOperator> make, params string[] inputs) =>
        graph.Add(node.Name, name => new GraphNode(name, make(name), inputs is [] ? [Value(0)] : inputs));

    /// <summary>Combines a value with one number.</summary>
    public string Combine(ArithmeticFunction function, string value, float number) => Apply(
        name =>
        {
            graph.Keep($"{name}.constant", [number]);
            return new Arithmetic(function) { Constant = new OperatorWeight($"{name}.constant", new TensorShape(1)) };
        },
        value);

    /// <summary>Reshapes a value, unless it already has the shape.</summary>
    public string Reshape(string value, TensorShape from, TensorShape to) =>
        from == to ? value : graph.Add($"{node.Name}.shape", name => new GraphNode(name, new Reshape(to), value));

    /// <summary>Stores the numbers of a definition's weight.</summary>
    public void Keep(string weight, float[] numbers) => graph.Keep(weight, numbers);

    /// <summary>Stores the numbers of an input as a weight of an operator.</summary>
    public OperatorWeight Weight(string name, int input, TensorShape? shape = null)
    {
        var constant = Constant(input);
        var weight = new OperatorWeight(name, shape ?? ShapeOf(constant));
        graph.Keep(name, constant.ToFloats());
        return weight;
    }

    /// <summary>The shape of a constant, which has no batch.</summary>
    public static TensorShape ShapeOf(OnnxConstant constant) => new(ImmutableArray.CreateRange(constant.Dims, size => checked((int)size)));

    private ImportedValue Imported(int input) => node.Inputs[input].Value
        ?? throw new InvalidNodeException($"its input {input} is a constant, where a computed value is expected");
}
