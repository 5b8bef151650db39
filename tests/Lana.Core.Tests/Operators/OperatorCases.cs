namespace Lana.Operators;

/// <summary>Configurations of every operator.</summary>
internal static class OperatorCases
{
    private static readonly TensorShape Feature = new(4, 6, 5);

    public static Dictionary<string, OperatorCase> All { get; } =
        Elementwise().Concat(Shapes()).Concat(Resizes()).Concat(Products()).Concat(Pools()).Concat(Norms()).ToDictionary();

    private static OperatorWeight W(string name, params int[] sizes) => new(name, new TensorShape(sizes));

    private static KeyValuePair<string, OperatorCase> Of(string name, TensorOperator @operator, params TensorShape[] inputs) =>
        new(name, new OperatorCase(@operator, inputs));

    private static IEnumerable<KeyValuePair<string, OperatorCase>> Elementwise()
    {
        foreach (var function in Enum.GetValues<UnaryFunction>())
        {
            var isPositive = function is UnaryFunction.Log or UnaryFunction.Sqrt or UnaryFunction.Reciprocal;
            yield return new($"{function}", new OperatorCase(new Unary(function), new TensorShape(7, 3)) { IsPositive = isPositive });
        }

        foreach (var function in Enum.GetValues<ArithmeticFunction>())
        {
            var constant = new Arithmetic(function) { Constant = W("c", 6, 1) };
            TensorShape row = new(1, 6, 5);
            yield return new($"{function}", new OperatorCase(new Arithmetic(function), Feature, row) { IsPositive = true });
            yield return new($"{function}_constant", new OperatorCase(constant, Feature) { IsPositive = true });
            yield return new(
                $"{function}_constant_first", new OperatorCase(constant with { IsConstantFirst = true }, Feature) { IsPositive = true });
        }

        yield return Of("leaky_relu_alpha", new Unary(UnaryFunction.LeakyRelu) { Alpha = 0.3 }, new TensorShape(5));
        yield return Of("elu_alpha", new Unary(UnaryFunction.Elu) { Alpha = 0.7 }, Feature);
        yield return Of("hard_sigmoid_alpha", new Unary(UnaryFunction.HardSigmoid) { Alpha = 0.4 }, Feature);
        yield return Of("hard_sigmoid_both", new Unary(UnaryFunction.HardSigmoid) { Alpha = 0.2, Beta = 0.4 }, Feature);
        yield return Of("clamp", new Clamp { Min = -0.5, Max = 0.7 }, new TensorShape(2, 3, 4, 5));
        yield return Of("clamp_min", new Clamp { Min = -0.5 }, new TensorShape(9));
        yield return Of("clamp_max", new Clamp { Max = 0.5 }, Feature);
        yield return Of("parametric_relu_channels", new ParametricRelu(W("slope", 4, 1, 1)), Feature);
        yield return Of("parametric_relu_one", new ParametricRelu(W("slope", 1)), new TensorShape(9));
        yield return Of("parametric_relu_last", new ParametricRelu(W("slope", 5)), Feature);
        yield return Of("parametric_relu_each", new ParametricRelu(W("slope", 4, 6, 5)), Feature);
        yield return Of("softmax_first", new Softmax(0), Feature);
        yield return Of("softmax_last", new Softmax(2), Feature);
        yield return Of("log_softmax", new Softmax(1) { IsLogarithmic = true }, new TensorShape(3, 8));
    }

    private static IEnumerable<KeyValuePair<string, OperatorCase>> Shapes()
    {
        PadAxes pad = new([1, 0, 2], [0, 3, 1]);
        yield return Of("concatenate", new Concatenate(1), Feature, new TensorShape(4, 2, 5), new TensorShape(4, 1, 5));
        yield return Of("concatenate_one", new Concatenate(0), new TensorShape(3));
        yield return Of("reshape", new Reshape(new TensorShape(2, 2, 30)), Feature);
        yield return Of("reshape_same", new Reshape(Feature), Feature);
        yield return Of("reshape_flat", new Reshape(new TensorShape(120)), Feature);
        yield return Of("reshape_none", new Reshape(new TensorShape()), new TensorShape(1, 1));
        yield return Of("transpose", new Transpose([1, 2, 0]), Feature);
        yield return Of("transpose_same", new Transpose([0, 1]), new TensorShape(3, 2));
        yield return Of("transpose_five", new Transpose([4, 0, 3, 1, 2]), new TensorShape(2, 3, 1, 4, 5));
        yield return Of("slice", new StridedSlice(1, 1, 5), Feature);
        yield return Of("slice_step", new StridedSlice(2, 0, 5) { Step = 2 }, Feature);
        yield return Of("slice_all", new StridedSlice(0, 0, 3), new TensorShape(3));
        yield return Of("gather", new Gather(1, [5, 0, 0, 2]), Feature);
        yield return Of("gather_many", new Gather(0, [.. Enumerable.Range(0, 60).Select(index => index * 7 % 9)]), new TensorShape(9));
        yield return Of("tile", new Tile([1, 2, 3]), Feature);
        yield return Of("tile_expands", new Tile([1, 4, 3]), new TensorShape(2, 1, 1));
        yield return Of("tile_nothing", new Tile([1]), new TensorShape(3));
        yield return Of("pad", pad with { Value = -0.5 }, Feature);
        yield return Of("pad_reflect", pad with { Mode = PadMode.Reflect }, Feature);
        yield return Of("pad_edge", pad with { Mode = PadMode.Edge }, Feature);
        yield return Of("pad_edge_far", new PadAxes([5], [7]) { Mode = PadMode.Edge }, new TensorShape(2));
        yield return Of("pad_nothing", new PadAxes([0, 0], [0, 0]) { Mode = PadMode.Reflect }, new TensorShape(2, 2));
        yield return Of("pad_no_place", new PadAxes([0, 0], [0, 0]), new TensorShape(2, 2));
        foreach (var function in Enum.GetValues<ReduceFunction>())
        {
            yield return Of($"reduce_{function}", new Reduce(function, [2, 1]), Feature);
            yield return Of($"reduce_{function}_keeps", new Reduce(function, [0]) { KeepsAxes = true }, Feature);
            yield return Of($"reduce_{function}_all", new Reduce(function, [0, 1]), new TensorShape(3, 4));
        }

        yield return Of("depth_to_space", new DepthToSpace(2), new TensorShape(12, 3, 2));
        yield return Of("depth_to_space_crd", new DepthToSpace(2) { Order = DepthOrder.ColumnRowDepth }, new TensorShape(12, 3, 2));
        yield return Of("depth_to_space_one", new DepthToSpace(1), Feature);
        yield return Of("space_to_depth", new SpaceToDepth(2), new TensorShape(3, 4, 6));
        yield return Of("space_to_depth_one", new SpaceToDepth(1), Feature);
    }

    private static IEnumerable<KeyValuePair<string, OperatorCase>> Resizes()
    {
        SpatialSize[] sizes = [new(12, 10), new(9, 3), new(13, 1), new(6, 5), new(24, 7)];
        foreach (var size in sizes)
        {
            foreach (var coordinates in Enum.GetValues<CoordinateMode>())
            {
                var resize = new Resize(size) { Coordinates = coordinates };
                foreach (var rounding in Enum.GetValues<NearestRounding>())
                {
                    yield return Of($"nearest_{size}_{coordinates}_{rounding}", resize with { Rounding = rounding }, Feature);
                }

                yield return Of($"linear_{size}_{coordinates}", resize with { Mode = ResizeMode.Linear }, Feature);
                yield return Of($"cubic_{size}_{coordinates}", resize with { Mode = ResizeMode.Cubic }, Feature);
            }
        }

        foreach (var mode in Enum.GetValues<ResizeMode>())
        {
            var scaled = new Resize(new SpatialSize(9, 8)) { HeightScale = 1.6, WidthScale = 1.7, Mode = mode };
            yield return Of($"scales_{mode}", scaled, Feature);
            yield return Of($"scales_{mode}_asymmetric", scaled with { Coordinates = CoordinateMode.Asymmetric }, Feature);
        }
    }

    private static IEnumerable<KeyValuePair<string, OperatorCase>> Products()
    {
        ConvTranspose up = new(W("kernel", 4, 3, 2, 3)) { Stride = 2, Bias = W("bias", 3) };
        ConvTranspose grouped = new(W("kernel", 4, 2, 3, 3)) { Groups = 2, Dilation = new SpatialSize(2, 1) };
        yield return Of("mat_mul", new MatMul(), new TensorShape(3, 4), new TensorShape(4, 5));
        yield return Of("mat_mul_heads", new MatMul(), new TensorShape(2, 3, 4), new TensorShape(1, 4, 5));
        yield return Of("mat_mul_right", new MatMul { Constant = W("w", 5, 7) }, Feature);
        yield return Of("mat_mul_vector", new MatMul { Constant = W("w", 5, 7) }, new TensorShape(5));
        yield return Of("mat_mul_left", new MatMul { Constant = W("w", 7, 6), IsConstantFirst = true }, Feature);
        yield return Of("mat_mul_stack", new MatMul { Constant = W("w", 4, 5, 2) }, Feature);
        yield return Of("conv_transpose", up, Feature);
        yield return Of("conv_transpose_pads", up with { PaddingBefore = new(0, 1), PaddingAfter = new(1, 1) }, Feature);
        yield return Of("conv_transpose_same", up with { PaddingBefore = new(0, 1), PaddingAfter = new(0, 1), OutputPadding = new(0, 1) }, Feature);
        yield return Of("conv_transpose_more", up with { PaddingBefore = new(1, 0), PaddingAfter = new(0, 2), OutputPadding = 1 }, Feature);
        yield return Of("conv_transpose_groups", grouped, Feature);
        yield return Of("conv_transpose_depthwise", new ConvTranspose(W("kernel", 4, 1, 4, 4)) { Groups = 4, Stride = 2 }, Feature);
        yield return Of("conv_transpose_wide", grouped with { Stride = new(1, 3), PaddingBefore = new(2, 0), PaddingAfter = new(1, 1) }, Feature);
    }

    private static IEnumerable<KeyValuePair<string, OperatorCase>> Pools()
    {
        TensorShape map = new(3, 8, 11);
        foreach (var function in Enum.GetValues<PoolFunction>())
        {
            WindowPool pool = new(function, new SpatialSize(3, 2)) { Stride = new SpatialSize(2, 3), CeilMode = true };
            yield return Of($"pool_{function}", pool, map);
            yield return Of($"pool_{function}_floor", pool with { CeilMode = false, PaddingBefore = new(2, 1), PaddingAfter = new(0, 0) }, map);
            yield return Of($"pool_{function}_pads", pool with { PaddingBefore = new(1, 0), PaddingAfter = new(2, 1) }, map);
            yield return Of($"pool_{function}_counts", pool with { PaddingBefore = new(2, 1), PaddingAfter = new(0, 1), CountsPadding = true }, map);
            yield return Of($"pool_{function}_counts_none", pool with { CountsPadding = true }, map);
            yield return Of($"pool_{function}_global", new WindowPool(function, new SpatialSize(8, 11)), map);
        }

        yield return Of("pool_dilated", new WindowPool(PoolFunction.Max, 2) { Dilation = new(3, 2), Stride = 2, CeilMode = true }, map);
        yield return Of("pool_dilated_pads", new WindowPool(PoolFunction.Max, 2) { Dilation = 3, PaddingBefore = new(1, 3), PaddingAfter = new(2, 0) }, map);
    }

    private static IEnumerable<KeyValuePair<string, OperatorCase>> Norms()
    {
        BatchNormalization batch = new(W("scale", 4), W("bias", 4), W("mean", 4), W("variance", 4));
        foreach (var shape in new TensorShape[] { new(4), new(4, 6), new(4, 6, 5), new(4, 2, 3, 5) })
        {
            yield return Of($"batch_norm_{shape}", batch with { Epsilon = 0.1 }, shape);
        }

        foreach (var shape in new TensorShape[] { new(4, 6), new(4, 6, 5), new(4, 2, 3, 5) })
        {
            yield return Of($"instance_norm_{shape}", new InstanceNormalization(W("scale", 4), W("bias", 4)) { Epsilon = 0.1 }, shape);
            yield return Of($"group_norm_{shape}", new GroupNormalization(2, W("scale", 4), W("bias", 4)) { Epsilon = 0.1 }, shape);
        }

        yield return Of("group_norm_vector", new GroupNormalization(2, W("scale", 8), W("bias", 8)), new TensorShape(8));
        yield return Of("group_norm_one", new GroupNormalization(1, W("scale", 4), W("bias", 4)), Feature);
        yield return Of("layer_norm", new LayerNormalization(2, W("scale", 5)) { Bias = W("bias", 5), Epsilon = 0.1 }, Feature);
        yield return Of("layer_norm_two", new LayerNormalization(1, W("scale", 6, 5)) { Bias = W("bias", 6, 5) }, Feature);
        yield return Of("layer_norm_no_bias", new LayerNormalization(0, W("scale", 9)), new TensorShape(9));
    }
}
