using System.Text.Json;
using Lana.Definitions;

namespace Lana.Operators;

/// <summary>Operators that are none, and inputs that do not fit.</summary>
public sealed class OperatorFaultTests
{
    private static readonly TensorShape Feature = new(4, 6, 5);

    public static TheoryData<string, TensorOperator, TensorShape[]> Wrong => new()
    {
        { "Relu takes 1 tensor; got 2", new Unary(UnaryFunction.Relu), [Feature, Feature] },
        { "Relu has no such parameter", new Unary(UnaryFunction.Relu) { Alpha = 1.0 }, [Feature] },
        { "Elu has no such parameter", new Unary(UnaryFunction.Elu) { Beta = 1.0 }, [Feature] },
        { "Power takes 2 tensors; got 1", new Arithmetic(ArithmeticFunction.Power), [Feature] },
        { "Maximum cannot combine [4, 6, 5] and [4, 6, 2]", new Arithmetic(ArithmeticFunction.Maximum), [Feature, new(4, 6, 2)] },
        { "Add takes tensors of one rank; got [4, 6, 5] and [5]", new Arithmetic(ArithmeticFunction.Add), [Feature, new(5)] },
        { "A clamp has a limit", new Clamp(), [Feature] },
        { "got 1 and 0", new Clamp { Min = 1.0, Max = 0.0 }, [Feature] },
        { "cannot combine [2, 4, 6, 5] and [1, 3, 1, 1]", new ParametricRelu(W("s", 1, 3, 1, 1)), [new(2, 4, 6, 5)] },
        { "cannot apply slopes [1, 4, 6, 5] to [4, 6, 5]", new ParametricRelu(W("s", 1, 4, 6, 5)), [Feature] },
        { "cannot apply slopes [4, 6, 5] to [4, 6, 1]", new ParametricRelu(W("s", 4, 6, 5)), [new(4, 6, 1)] },
        { "[4, 6, 5] has no axis 3", new Softmax(3), [Feature] },
        { "[4, 6, 5] has no axis -1", new Softmax(-1), [Feature] },
        { "[4, 6, 5] cannot be reshaped to [4, 6, 4]", new Reshape(new TensorShape(4, 6, 4)), [Feature] },
        { "takes 2 axes; got [4, 6, 5]", new Transpose([1, 0]), [Feature] },
        { "A slice from 2 to 7 by 1 is no part of axis 1 of [4, 6, 5]", new StridedSlice(1, 2, 7), [Feature] },
        { "A slice from 2 to 2 by 1", new StridedSlice(1, 2, 2), [Feature] },
        { "A slice from -1 to 2 by 1", new StridedSlice(1, -1, 2), [Feature] },
        { "A slice from 0 to 2 by 0", new StridedSlice(1, 0, 2) { Step = 0 }, [Feature] },
        { "Axis 0 of [4, 6, 5] has no index 4", new Gather(0, [1, 4]), [Feature] },
        { "A tile by [2, 2] takes 2 axes; got [4, 6, 5]", new Tile([2, 2]), [Feature] },
        { "A pad by [1] and [1] does not have the axes of [4, 6, 5]", new PadAxes([1], [1]), [Feature] },
        { "A pad by [1, 1, 1] and [1]", new PadAxes([1, 1, 1], [1]), [Feature] },
        { "A reflection adds less than an axis has", new PadAxes([0, 0, 5], [0, 0, 0]) { Mode = PadMode.Reflect }, [Feature] },
        { "A reduction: [4, 6, 5] has no axis 3", new Reduce(ReduceFunction.Max, [0, 3]), [Feature] },
        { "A resize takes a feature [C, H, W]; got [6, 5]", new Resize(3), [new(6, 5)] },
        { "A resize to 0×5 leaves nothing", new Resize(new SpatialSize(0, 5)), [Feature] },
        { "A resize by 2 makes 6 places no 13", new Resize(new SpatialSize(13, 10)) { HeightScale = 2.0 }, [Feature] },
        { "A resize by -1 makes 5 places no 10", new Resize(new SpatialSize(12, 10)) { WidthScale = -1.0 }, [Feature] },
        { "by 3 does not divide the channels of [4, 6, 5]", new DepthToSpace(3), [Feature] },
        { "A depth to space by 0", new DepthToSpace(0), [Feature] },
        { "by 2 does not divide the sides of [4, 6, 5]", new SpaceToDepth(2), [Feature] },
        { "A space to depth by -1", new SpaceToDepth(-1), [Feature] },
        { "[4, 6, 5] and [4, 6, 5] have no matrix product", new MatMul(), [Feature, Feature] },
        { "[5] and [5] have no matrix product", new MatMul(), [new(5), new(5)] },
        { "takes tensors of one rank; got [4, 6, 5] and [5, 2]", new MatMul(), [Feature, new(5, 2)] },
        { "A matrix product takes 1 tensors; got 2", new MatMul { Constant = W("w", 5, 2) }, [Feature, Feature] },
        { "[4, 6, 5] and [5] have no matrix product", new MatMul { Constant = W("w", 5) }, [Feature] },
        { "takes tensors of one rank", new MatMul { Constant = W("w", 4, 5, 2) }, [new(6, 5)] },
        { "A matrix product cannot combine [4] and [3]", new MatMul { Constant = W("w", 3, 5, 2) }, [Feature] },
        { "kernel [5, 2, 2, 2] and 1 groups does not fit", new ConvTranspose(W("k", 5, 2, 2, 2)), [Feature] },
        { "kernel [4, 2] and 1 groups does not fit", new ConvTranspose(W("k", 4, 2)), [Feature] },
        { "and 3 groups does not fit", Up with { Groups = 3 }, [Feature] },
        { "cannot have stride 0×0", Up with { Stride = 0 }, [Feature] },
        { "padding -1×-1 and 0×0", Up with { PaddingBefore = -1 }, [Feature] },
        { "output padding 1×1", Up with { OutputPadding = 1 }, [Feature] },
        { "output padding -1×-1", Up with { OutputPadding = -1 }, [Feature] },
        { "leaves nothing of", Up with { PaddingBefore = new(4, 0), PaddingAfter = new(3, 0) }, [Feature] },
        { "'b' must have the shape [2]; got [3]", Up with { Bias = W("b", 3) }, [Feature] },
        { "A pool over 7×7 positions does not fit", new WindowPool(PoolFunction.Max, 7), [Feature] },
        { "A Max pool cannot have kernel 0×0", new WindowPool(PoolFunction.Max, 0), [Feature] },
        { "dilation 2×2", new WindowPool(PoolFunction.Average, 2) { Dilation = 2 }, [Feature] },
        { "padding 0×0 and 0×-1", new WindowPool(PoolFunction.Average, 2) { PaddingAfter = new(0, -1) }, [Feature] },
        { "padding 2×0 and 0×0", new WindowPool(PoolFunction.Max, 2) { PaddingBefore = new(2, 0), PaddingAfter = new(0, 0) }, [Feature] },
        { "'v' must have the shape [4]; got [5]", new BatchNormalization(W("s", 4), W("b", 4), W("m", 4), W("v", 5)), [Feature] },
        { "A batch norm: [] has no axis 0", new BatchNormalization(W("s"), W("b"), W("m"), W("v")), [new()] },
        { "channels of several numbers; got [4]", new InstanceNormalization(W("s", 4), W("b", 4)), [new(4)] },
        { "'b' must have the shape [4]; got [4, 1]", new InstanceNormalization(W("s", 4), W("b", 4, 1)), [Feature] },
        { "A group norm of 3 groups", new GroupNormalization(3, W("s", 4), W("b", 4)), [Feature] },
        { "A group norm of 0 groups", new GroupNormalization(0, W("s", 4), W("b", 4)), [Feature] },
        { "'s' must have the shape [6, 5]; got [5]", new LayerNormalization(1, W("s", 5)), [Feature] },
        { "A layer norm: [4, 6, 5] has no axis 3", new LayerNormalization(3, W("s", 5)), [Feature] },
    };

    public static TheoryData<string> Senseless =>
    [
        """{"kind":"transpose","order":[0,0]}""",
        """{"kind":"transpose","order":[0,-1]}""",
        """{"kind":"transpose","order":[1,2147483647]}""",
        """{"kind":"transpose"}""",
        """{"kind":"gather","axis":0,"indices":[]}""",
        """{"kind":"gather","axis":0,"indices":[-1]}""",
        """{"kind":"gather","axis":0}""",
        """{"kind":"tile","repeats":[0]}""",
        """{"kind":"pad_axes","before":[-1],"after":[0]}""",
        """{"kind":"pad_axes","before":[1],"after":[0],"value":1e999}""",
        """{"kind":"reduce","function":"max","axes":[]}""",
        """{"kind":"reduce","function":"max","axes":[1,1]}""",
        """{"kind":"reduce","function":"max","axes":[-1]}""",
        """{"kind":"reduce","function":7,"axes":[1]}""",
        """{"kind":"reshape","shape":{"sizes":[0]}}""",
        """{"kind":"reshape","shape":{"sizes":[2147483647,2147483647,2147483647]}}""",
        """{"kind":"unary","function":"elu","alpha":1e999}""",
        """{"kind":"unary","function":"cube"}""",
        """{"kind":"parametric_relu","slope":null}""",
        """{"kind":"layer_normalization","axis":0,"scale":{"name":"s","shape":{"sizes":[1]}},"epsilon":0}""",
        """{"kind":"softmax","axis":0,"other":1}""",
    ];

    private static ConvTranspose Up => new(W("k", 4, 2, 2, 2));

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Infer_InputThatDoesNotFit_SaysWhy(string expected, TensorOperator @operator, TensorShape[] inputs)
    {
        var failure = Assert.Throws<ArgumentException>(() => @operator.Infer(inputs));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Senseless))]
    public void Deserialize_SenselessOperator_IsRefused(string json)
    {
        var failure = Record.Exception(() => JsonSerializer.Deserialize<TensorOperator>(json, DefinitionJson.Options));

        Assert.True(failure is JsonException or ArgumentException, $"{failure}");
    }

    [Fact]
    public void Infer_HugeSizes_OverflowsOrIsRefused()
    {
        TensorOperator[] operators =
        [
            new Tile([2, 1, 1]),
            new PadAxes([1, 0, 0], [0, 0, 0]),
            new PadAxes([0, int.MaxValue, 0], [0, int.MaxValue, 0]) { Mode = PadMode.Edge },
            new ConvTranspose(W("k", int.MaxValue, 1, 1, 2)) { Stride = new SpatialSize(1, int.MaxValue) },
            new WindowPool(PoolFunction.Max, new SpatialSize(1, int.MaxValue)) { Dilation = new SpatialSize(1, int.MaxValue) },
        ];

        Assert.All(operators, one =>
        {
            var failure = Record.Exception(() => one.Infer([new TensorShape(int.MaxValue, 2, 3)]));
            Assert.True(failure is OverflowException or ArgumentException, $"{one}: {failure}");
        });
    }

    [Fact]
    public void CountMacs_Products_AreWhatTheyMultiply()
    {
        Assert.Equal(4 * 6 * 5 * 7, new MatMul { Constant = W("w", 5, 7) }.CountMacs([Feature]));
        Assert.Equal(4 * 6 * 5 * 7, new MatMul { Constant = W("w", 7, 6), IsConstantFirst = true }.CountMacs([Feature]));
        Assert.Equal(4 * 6 * 5 * 3, new MatMul().CountMacs([Feature, new(1, 5, 3)]));
        Assert.Equal(4 * 6 * 5 * 2 * 4, Up.CountMacs([Feature]));
        Assert.Equal(0, new Softmax(0).CountMacs([Feature]));
    }

    private static OperatorWeight W(string name, params int[] sizes) => new(name, new TensorShape(sizes));
}
