using Lana.Definitions;
using static TorchSharp.torch;

namespace Lana.Kernels;

[Collection(TorchCollection.Name)]
public sealed class MixedPrecisionTests
{
    // The numbers of bfloat16 have eight bits.
    private const double Tolerance = 0.02;

    public static TheoryData<int, int> Kernels => new(
        from kernel in new[] { 1, 2, 3, 5, 7 }
        from groups in new[] { 1, 2, 4 }
        select (kernel, groups));

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_AnyShape_EqualsFloat64(int kernel, int groups)
    {
        foreach (var (inputs, outputs, size, stride) in
            from widths in new[] { (16, 16), (33, 48), (72, 31), (144, 128) }
            where groups == 1 || widths.Item1 < 72
            from size in new[] { 1, 3, 6 }
            from stride in new[] { 1, 3 }
            select (widths.Item1, widths.Item2, size, stride))
        {
            using var scope = NewDisposeScope();
            var pads = new Pads(kernel / 2, kernel / 2, (kernel - 1) / 2, (kernel - 1) / 2);
            var conv = new ConvShape(outputs * groups, kernel, stride, groups);
            var input = MemoryLayout.ToChannelsLast(Tensors.Normal(1, 2, inputs * groups, size, size)).requires_grad_();
            var weight = MemoryLayout.ToChannelsLast(Tensors.Normal(2, conv.Out, inputs, kernel, kernel)).requires_grad_();
            var bias = Tensors.Normal(3, conv.Out).requires_grad_();

            var (output, gradients) = Differentiate(() => RunMixed(conv, pads, input, weight, bias), input, weight, bias);

            var exact = new[] { input, weight, bias }
                .Select(tensor => tensor.detach().to(float64).requires_grad_())
                .ToArray();
            var (expected, expectedGradients) = Differentiate(
                () => nn.functional.conv2d(pads.Apply(exact[0]), exact[1], exact[2], [stride, stride], groups: groups),
                exact);
            Assert.Equal(float32, output.dtype);
            AssertNear(expected, output, (inputs, outputs, size, stride));
            Assert.All(expectedGradients.Zip(gradients), pair => AssertNear(pair.First, pair.Second, (inputs, outputs, size, stride)));
        }
    }

    [Theory]
    [InlineData(64, 64, 3, 64)]
    [InlineData(8, 64, 3, 1)]
    [InlineData(64, 8, 3, 1)]
    [InlineData(64, 64, 1, 1)]
    public void Run_ShapeThatIsSlowerInBfloat16_StaysFloat32(int inputs, int outputs, int kernel, int groups)
    {
        using var scope = NewDisposeScope();

        var (full, mixed) = RunBoth(inputs, outputs, kernel, groups);

        Assert.True(full.equal(mixed).all().item<bool>());
    }

    [Theory]
    [InlineData(16, 16, 3, 1)]
    [InlineData(64, 64, 3, 4)]
    [InlineData(128, 128, 1, 1)]
    public void Run_ShapeThatIsFasterInBfloat16_IsRounded(int inputs, int outputs, int kernel, int groups)
    {
        using var scope = NewDisposeScope();

        var (full, mixed) = RunBoth(inputs, outputs, kernel, groups);

        Assert.False(full.equal(mixed).all().item<bool>());
        AssertNear(full, mixed, (inputs, outputs, kernel, groups));
    }

    [Fact]
    public void Enter_AfterTheScope_RestoresFloat32()
    {
        using var scope = NewDisposeScope();
        var (conv, input, weight) = Dense(32, 32, 3, 1);
        using var before = Convolution.Run(conv, default, input, weight, null);
        using (MixedPrecision.Enter(isWanted: true))
        {
            using (MixedPrecision.Enter(isWanted: false))
            {
            }

            using var inside = Convolution.Run(conv, default, input, weight, null);
            Assert.False(before.equal(inside).all().item<bool>());
        }

        using var after = Convolution.Run(conv, default, input, weight, null);
        Assert.True(before.equal(after).all().item<bool>());
    }

    [Fact]
    public void Enter_OnOneThread_LeavesOthersAlone()
    {
        using var scope = NewDisposeScope();
        var (conv, input, weight) = Dense(32, 32, 3, 1);
        using var before = Convolution.Run(conv, default, input, weight, null);
        Tensor? elsewhere = null;
        using (MixedPrecision.Enter(isWanted: true))
        {
            var thread = new Thread(() => elsewhere = Convolution.Run(conv, default, input, weight, null));
            thread.Start();
            thread.Join();
        }

        using (elsewhere)
        {
            Assert.True(before.equal(elsewhere!).all().item<bool>());
        }
    }

    private static (Tensor Full, Tensor Mixed) RunBoth(int inputs, int outputs, int kernel, int groups)
    {
        var (conv, input, weight) = Dense(inputs, outputs, kernel, groups);
        return (
            Convolution.Run(conv, default, input, weight, null),
            RunMixed(conv, default, input, weight, null));
    }

    private static (ConvShape Conv, Tensor Input, Tensor Weight) Dense(int inputs, int outputs, int kernel, int groups) => (
        new ConvShape(outputs, kernel, stride: 1, groups),
        MemoryLayout.ToChannelsLast(Tensors.Normal(1, 2, inputs, 9, 9)),
        MemoryLayout.ToChannelsLast(Tensors.Normal(2, outputs, inputs / groups, kernel, kernel)));

    private static Tensor RunMixed(ConvShape conv, Pads pads, Tensor input, Tensor weight, Tensor? bias)
    {
        using var precision = MixedPrecision.Enter(isWanted: true);
        return Convolution.Run(conv, pads, input, weight, bias);
    }

    private static (Tensor Output, IReadOnlyList<Tensor> Gradients) Differentiate(Func<Tensor> run, params Tensor[] leaves)
    {
        var output = run();
        output.backward([Tensors.Normal(4, output.shape).to(output.dtype)]);
        return (output, [.. leaves.Select(leaf => leaf.grad!)]);
    }

    private static void AssertNear(Tensor expected, Tensor actual, object shape)
    {
        var distance = (expected.to(float64) - actual.to(float64)).norm().item<double>();
        Assert.True(distance <= Tolerance * expected.to(float64).norm().item<double>(), $"{shape}: {distance}");
    }
}
