using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>The conversions of all operators. A conversion adds nodes and returns the names of its outputs.</summary>
internal static class NodeConversions
{
    /// <summary>The conversion of every operator that can be trained.</summary>
    public static FrozenDictionary<string, Func<NodeConversion, string[]>> ByName { get; } = All().ToFrozenDictionary();

    private static Dictionary<string, Func<NodeConversion, string[]>> All() => new()
    {
        ["Conv"] = One(WindowConversions.Conv),
        ["ConvTranspose"] = One(WindowConversions.ConvTranspose),
        ["MaxPool"] = One(node => WindowConversions.Pool(node, PoolFunction.Max)),
        ["AveragePool"] = One(node => WindowConversions.Pool(node, PoolFunction.Average)),
        ["GlobalAveragePool"] = One(WindowConversions.GlobalAveragePool),
        ["GlobalMaxPool"] = One(WindowConversions.GlobalMaxPool),
        ["Resize"] = One(WindowConversions.Resize),
        ["Pad"] = One(WindowConversions.Pad),
        ["Gemm"] = One(MatrixConversions.Gemm),
        ["MatMul"] = One(MatrixConversions.MatMul),
        ["BatchNormalization"] = One(NormConversions.Batch),
        ["InstanceNormalization"] = One(NormConversions.Instance),
        ["LayerNormalization"] = One(NormConversions.Layer),
        ["GroupNormalization"] = One(NormConversions.Group),
        ["Softmax"] = One(node => node.Apply(new Softmax(NodeConversion.Axis(node.Attributes.Int("axis"))))),
        ["LogSoftmax"] =
            One(node => node.Apply(new Softmax(NodeConversion.Axis(node.Attributes.Int("axis"))) { IsLogarithmic = true })),
        ["Relu"] = One(node => ElementwiseConversions.Activate(node, Activation.Relu, UnaryFunction.Relu)),
        ["Sigmoid"] = One(node => ElementwiseConversions.Activate(node, Activation.Sigmoid, UnaryFunction.Sigmoid)),
        ["Tanh"] = One(node => ElementwiseConversions.Activate(node, Activation.Tanh, UnaryFunction.Tanh)),
        ["Softplus"] = One(node => ElementwiseConversions.Activate(node, Activation.Softplus, UnaryFunction.Softplus)),
        ["Mish"] = One(node => ElementwiseConversions.Activate(node, Activation.Mish, UnaryFunction.Mish)),
        ["HardSwish"] = One(node => ElementwiseConversions.Activate(node, Activation.HardSwish, UnaryFunction.HardSwish)),
        ["Selu"] = One(ElementwiseConversions.Selu),
        ["Gelu"] = One(ElementwiseConversions.Gelu),
        ["HardSigmoid"] = One(node => ElementwiseConversions.Scaled(node, UnaryFunction.HardSigmoid)),
        ["LeakyRelu"] = One(node => ElementwiseConversions.Scaled(node, UnaryFunction.LeakyRelu)),
        ["Elu"] = One(node => ElementwiseConversions.Scaled(node, UnaryFunction.Elu)),
        ["Softsign"] = Function(UnaryFunction.Softsign),
        ["Erf"] = Function(UnaryFunction.Erf),
        ["Exp"] = Function(UnaryFunction.Exp),
        ["Log"] = Function(UnaryFunction.Log),
        ["Sqrt"] = Function(UnaryFunction.Sqrt),
        ["Abs"] = Function(UnaryFunction.Abs),
        ["Neg"] = Function(UnaryFunction.Negate),
        ["Reciprocal"] = Function(UnaryFunction.Reciprocal),
        ["Clip"] = One(ElementwiseConversions.Clip),
        ["PRelu"] = One(ElementwiseConversions.PRelu),
        ["Add"] = One(node => ElementwiseConversions.Combine(node, ArithmeticFunction.Add)),
        ["Sub"] = One(node => ElementwiseConversions.Combine(node, ArithmeticFunction.Subtract)),
        ["Mul"] = One(node => ElementwiseConversions.Combine(node, ArithmeticFunction.Multiply)),
        ["Div"] = One(node => ElementwiseConversions.Combine(node, ArithmeticFunction.Divide)),
        ["Pow"] = One(node => ElementwiseConversions.Combine(node, ArithmeticFunction.Power)),
        ["Min"] = One(node => ElementwiseConversions.Combine(node, ArithmeticFunction.Minimum)),
        ["Max"] = One(node => ElementwiseConversions.Combine(node, ArithmeticFunction.Maximum)),
        ["Sum"] = One(node => ElementwiseConversions.Combine(node, ArithmeticFunction.Add)),
        ["Mean"] = One(ElementwiseConversions.Mean),
        ["LRN"] = One(NormConversions.AcrossChannels),
        ["Identity"] = One(node => node.Value(0)),
        ["Reshape"] = One(ShapeConversions.Reshape),
        ["Flatten"] = One(ShapeConversions.Reshape),
        ["Squeeze"] = One(ShapeConversions.Reshape),
        ["Unsqueeze"] = One(ShapeConversions.Reshape),
        ["Transpose"] = One(ShapeConversions.Transpose),
        ["Expand"] = One(ShapeConversions.Expand),
        ["Tile"] = One(node => node.Apply(new Tile(node.AfterBatch("repeats", 1)))),
        ["DepthToSpace"] = One(ShapeConversions.DepthToSpace),
        ["SpaceToDepth"] = One(node => node.Apply(new SpaceToDepth((int)node.Attributes.Int("blocksize")))),
        ["Concat"] = One(ShapeConversions.Concat),
        ["Gather"] = One(ShapeConversions.Gather),
        ["Slice"] = One(ShapeConversions.Slice),
        ["Split"] = ShapeConversions.Split,
        ["ReduceMean"] = One(node => ShapeConversions.Reduce(node, ReduceFunction.Mean)),
        ["ReduceSum"] = One(node => ShapeConversions.Reduce(node, ReduceFunction.Sum)),
        ["ReduceMax"] = One(node => ShapeConversions.Reduce(node, ReduceFunction.Max)),
        ["ReduceMin"] = One(node => ShapeConversions.Reduce(node, ReduceFunction.Min)),
        ["ReduceL1"] = One(node => ShapeConversions.Reduce(node, ReduceFunction.Sum, node.Apply(new Unary(UnaryFunction.Abs)))),
        ["ReduceL2"] = One(node => node.Apply(new Unary(UnaryFunction.Sqrt), ShapeConversions.SumOfSquares(node))),
        ["ReduceSumSquare"] = One(ShapeConversions.SumOfSquares),
    };

    private static Func<NodeConversion, string[]> One(Func<NodeConversion, string> convert) => node => [convert(node)];

    private static Func<NodeConversion, string[]> Function(UnaryFunction function) =>
        node => [node.Apply(new Unary(function))];
}
