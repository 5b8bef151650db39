using Lana.Kernels;
using Lana.Modules;
using static TorchSharp.torch;

namespace Lana.Definitions;

[Collection(TorchCollection.Name)]
public sealed class ConvTests
{
    public static TheoryData<int, int, int> Widths => new(
        from kernel in new[] { 1, 3, 5 }
        from input in new[] { 1, 2, 3, 20, 40 }
        from output in new[] { 1, 12, 24, 36, 40, 72, 80, 100, 112, 144, 320 }
        select (kernel, input, output));

    // float64 takes another way through libtorch than float32, which loses channels of some widths in some layouts.
    [Theory]
    [MemberData(nameof(Widths))]
    public void Run_AnyWidth_EqualsFloat64(int kernel, int channels, int outputs)
    {
        foreach (var (size, stride) in new[] { (1, 1), (2, 2), (5, 1), (8, 2), (15, 2) })
        {
            using var scope = NewDisposeScope();
            AssertEqualsFloat64(
                new Conv("conv", outputs, kernel) { Stride = stride }, Tensors.Normal(1, 3, channels, size, size));
        }
    }

    // Widths and maps of deep EfficientNets, at which libtorch's own 1×1 convolutions lose most of the result.
    [Theory]
    [InlineData(272, 240, 12)]
    [InlineData(576, 528, 17)]
    [InlineData(816, 720, 17)]
    [InlineData(344, 816, 17)]
    [InlineData(200, 1200, 33)]
    [InlineData(1200, 1392, 7)]
    [InlineData(1200, 2064, 7)]
    public void Run_WidePointwise_EqualsFloat64(int channels, int outputs, int size)
    {
        using var scope = NewDisposeScope();
        using var module = new Conv("conv", outputs, 1).Build(new FeatureShape(channels, size, size), seed: 4);
        var input = MemoryLayout.ToChannelsLast(Tensors.Normal(1, 1, channels, size, size));

        var output = module.Run(input);

        var exact = nn.functional.conv2d(input.to(float64), module.parameters().Single().to(float64));
        Tensors.AssertClose(exact, output, 1e-5);
    }

    public static TheoryData<int, int, int, int> GroupWidths => new(
        from kernel in new[] { 1, 3, 5 }
        from groups in new[] { 2, 4, 8 }
        from input in new[] { 1, 5, 16, 20, 40 }
        from output in new[] { 1, 12, 20, 40, 72 }
        select (kernel, groups, input * groups, output * groups));

    [Theory]
    [MemberData(nameof(GroupWidths))]
    public void Run_AnyGroups_EqualsFloat64(int kernel, int groups, int channels, int outputs)
    {
        foreach (var (size, stride, batch) in new[] { (1, 1, 3), (2, 2, 1), (5, 1, 2), (8, 2, 3), (14, 1, 1) })
        {
            using var scope = NewDisposeScope();
            AssertEqualsFloat64(
                new Conv("conv", outputs, kernel) { Stride = stride, Groups = groups },
                MemoryLayout.ToChannelsLast(Tensors.Normal(1, batch, channels, size, size)));
        }
    }

    // Outer taps that only ever see padding, kernels that lie on the map in one place, maps that are no squares.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    public void Run_SmallMap_EqualsFloat64(int kernel)
    {
        foreach (var (height, width, stride, (channels, outputs, groups)) in
            from height in Enumerable.Range(1, 4)
            from width in new[] { 1, 2, 7 }
            from stride in new[] { 1, 2, 3 }
            from widths in new[] { (10, 46, 1), (1, 7, 1), (40, 136, 4), (24, 24, 24), (6, 12, 6) }
            select (height, width, stride, widths))
        {
            using var scope = NewDisposeScope();
            AssertEqualsFloat64(
                new Conv("conv", outputs, kernel) { Stride = stride, Groups = groups, Padding = Padding.Same },
                MemoryLayout.ToChannelsLast(Tensors.Normal(1, 3, channels, height, width)));
        }
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(7, 1)]
    [InlineData(7, 3)]
    public void Run_KernelAsLargeAsMap_EqualsFloat64(int size, int batch)
    {
        using var scope = NewDisposeScope();
        AssertEqualsFloat64(
            new Conv("conv", 69, size) { Padding = Padding.None },
            MemoryLayout.ToChannelsLast(Tensors.Normal(1, batch, 10, size, size)));
    }

    // Rectangular kernels and strides, dilations, and more padding than half the kernel.
    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    [InlineData(2, 5)]
    [InlineData(3, 3)]
    public void Run_AnyWindow_EqualsFloat64(int rows, int columns)
    {
        foreach (var (height, width, (vertical, horizontal), dilation, (channels, outputs, groups)) in
            from height in new[] { 1, 9 }
            from width in new[] { 8 }
            from stride in new[] { (1, 1), (2, 3) }
            from dilation in new[] { new SpatialSize(1, 1), new SpatialSize(2, 2), new SpatialSize(1, 3) }
            from widths in new[] { (10, 46, 1), (1, 7, 1), (40, 136, 4), (24, 24, 24), (6, 12, 6) }
            select (height, width, stride, dilation, widths))
        {
            using var scope = NewDisposeScope();
            AssertEqualsFloat64(
                new Conv("conv", outputs, new SpatialSize(rows, columns))
                {
                    Stride = new SpatialSize(vertical, horizontal),
                    Dilation = dilation,
                    Groups = groups,
                    Padding = Padding.Of(4, 5, 3, 6),
                },
                MemoryLayout.ToChannelsLast(Tensors.Normal(1, 3, channels, height, width)));
        }
    }

    // The result, both gradients, and the result without gradients in both layouts.
    private static void AssertEqualsFloat64(Conv conv, Tensor input)
    {
        var shape = new FeatureShape((int)input.size(1), (int)input.size(2), (int)input.size(3));
        using var module = conv.Build(shape, seed: 4);
        input.requires_grad_();
        var weight = module.parameters().Single();
        var exactInput = input.detach().to(float64).requires_grad_();
        var exactWeight = weight.detach().to(float64).requires_grad_();
        var pads = conv.Padding.PadsOf(conv.Window, shape.Height, shape.Width);

        SoilMemory();
        var output = module.Run(input, RunMode.Train);
        var exact = nn.functional.conv2d(
            pads.Apply(exactInput),
            exactWeight,
            null,
            [conv.Stride.Height, conv.Stride.Width],
            dilation: [conv.Dilation.Height, conv.Dilation.Width],
            groups: conv.Groups);
        var gradient = Tensors.Normal(2, output.shape);
        output.backward([gradient]);
        exact.backward([gradient.to(float64)]);

        Tensors.AssertClose(exact, output, 1e-5);
        Tensors.AssertClose(exactInput.grad!, input.grad!, 1e-5);
        Tensors.AssertClose(exactWeight.grad!, weight.grad!, 1e-5);
        using var gradients = no_grad();
        Tensors.AssertClose(exact, module.Run(input), 1e-5);
        Tensors.AssertClose(exact, module.Run(input.contiguous()), 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void Run_SamePadding_EqualsPadThenValid(int kernel)
    {
        using var scope = NewDisposeScope();
        foreach (var (height, width, stride) in
            from height in Enumerable.Range(1, 7)
            from width in new[] { 4, 5 }
            from stride in new[] { 1, 2 }
            select (height, width, stride))
        {
            using var module = new Conv("conv", 4, kernel) { Stride = stride, Padding = Padding.Same, Bias = true }
                .Build(new FeatureShape(3, height, width), seed: 6);
            var input = Tensors.Normal(7, 2, 3, height, width);

            using var output = module.Run(input);

            var (top, bottom) = ClosedForm(height, kernel, stride);
            var (left, right) = ClosedForm(width, kernel, stride);
            var padded = nn.functional.pad(input, [left, right, top, bottom]);
            var state = module.state_dict();
            var expected = nn.functional.conv2d(padded, state["conv.weight"], state["conv.bias"], [stride, stride]);
            Assert.Equal([2, 4, Math.Ceiling((double)height / stride), Math.Ceiling((double)width / stride)],
                output.shape.Select(size => (double)size));
            Tensors.AssertClose(expected, output, 1e-5);
        }
    }

    [Theory]
    [InlineData(0, 3, 1, 1)]
    [InlineData(8, 0, 1, 1)]
    [InlineData(8, 3, 0, 1)]
    [InlineData(8, 3, 1, 0)]
    [InlineData(8, 3, 1, 3)]
    [InlineData(9, 3, 1, 2)]
    [InlineData(8, 4, 1, 1)]
    public void Price_SenselessNumbers_NamesTheConvolution(int outputs, int kernel, int stride, int groups)
    {
        var conv = new Conv("odd_one", outputs, kernel) { Stride = stride, Groups = groups };

        var error = Assert.Throws<ArgumentException>(() => conv.Cost(new FeatureShape(8, 6, 6)));

        Assert.Contains("odd_one", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Price_KernelLargerThanUnpaddedMap_Throws() => Assert.Throws<ArgumentException>(
        () => new Conv("conv", 8, 5) { Padding = Padding.None }.Cost(new FeatureShape(8, 4, 9)));

    [Fact]
    public void Price_Convolution_EqualsClosedForm()
    {
        var conv = new Conv("conv", 12, 3) { Stride = 2, Groups = 4, Norm = "bn", Activation = Activation.Silu };

        var price = conv.Cost(new FeatureShape(8, 7, 5));

        // 12 outputs of 8 / 4 inputs and 9 taps at 4 · 3 positions; three outputs are kept: convolution, norm,
        // activation.
        Assert.Equal(new ModelCost(new FeatureShape(12, 4, 3), 216 + 24, 216 * 12, (216 + 12) * 4, 3 * 12 * 12 * 4), price);
    }

    [Fact]
    public void Price_NumbersBeyondInt64_Throws() => Assert.Throws<ArgumentException>(
        () => new Conv("conv", int.MaxValue, 65_537).Cost(new FeatureShape(int.MaxValue, 1, 1)));

    // TensorFlow's documentation: the odd zero goes to the end.
    private static (long Before, long After) ClosedForm(int size, int kernel, int stride)
    {
        var total = size % stride == 0 ? Math.Max(kernel - stride, 0) : Math.Max(kernel - (size % stride), 0);
        return (total / 2, total - (total / 2));
    }

    // Memory that was used before shows what reads beyond its own.
    private static void SoilMemory()
    {
        var soiled = Enumerable.Range(1, 40).Select(step => full([step * 97], float.NaN)).ToList();
        soiled.ForEach(tensor => tensor.Dispose());
    }
}
