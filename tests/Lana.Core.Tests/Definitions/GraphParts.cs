using Lana.Operators;

namespace Lana.Definitions;

/// <summary>Graphs that tests share.</summary>
internal static class GraphParts
{
    /// <summary>Two convolutions that are concatenated, a sum with the input, and a product with a gate.</summary>
    public static Graph TwoPaths => new(
    [
        new GraphNode("a", new Conv("a", 4, 3) { Norm = "na", Activation = Activation.Relu }, Graph.InputName),
        new GraphNode("b", new Conv("b", 2, 1), Graph.InputName),
        new GraphNode("both", new Concatenate(0), "a", "b"),
        new GraphNode("sum", new Arithmetic(ArithmeticFunction.Add), "both", Graph.InputName),
        new GraphNode("pool", new Chain(new GlobalPool(), new Conv("gate", 6, 1) { Activation = Activation.Sigmoid }), "sum"),
        new GraphNode("product", new Arithmetic(ArithmeticFunction.Multiply), "sum", "pool"),
    ]);

    /// <summary>(2 − (x · c)) / d with learnt constants of two shapes.</summary>
    public static Graph Constants => new(
    [
        new GraphNode("conv", new Conv("conv", 6, 3), Graph.InputName),
        new GraphNode("scaled", With(ArithmeticFunction.Multiply, "scale", new(6, 1, 1)), "conv"),
        new GraphNode("rest", With(ArithmeticFunction.Subtract, "from", new(1)) with { IsConstantFirst = true }, "scaled"),
        new GraphNode("part", With(ArithmeticFunction.Divide, "by", new(5, 4)), "rest"),
    ]);

    /// <summary>A batch norm whose statistics are buffers, and a product with a matrix between two transposes.</summary>
    public static Graph Operators => new(
    [
        new GraphNode("conv", new Conv("conv", 6, 3), Graph.InputName),
        new GraphNode("norm", Norm, "conv"),
        new GraphNode("last", new Transpose([1, 2, 0]), "norm"),
        new GraphNode("product", new MatMul { Constant = new OperatorWeight("matrix", new TensorShape(6, 3)) }, "last"),
        new GraphNode("shares", new Softmax(2), "product"),
        new GraphNode("first", new Transpose([2, 0, 1]), "shares"),
        new GraphNode("part", new StridedSlice(1, 0, 5) { Step = 2 }, "first"),
    ]);

    private static BatchNormalization Norm => new(Channels("weight"), Channels("bias"), Channels("running_mean"), Channels("running_var"));

    private static OperatorWeight Channels(string name) => new($"bn.{name}", new TensorShape(6));

    private static Arithmetic With(ArithmeticFunction function, string name, TensorShape shape) =>
        new(function) { Constant = new OperatorWeight(name, shape) };
}
