using Lana.Export;
using Lana.Onnx;
using static TorchSharp.torch;

namespace Lana.Definitions;

[Collection(TorchCollection.Name)]
public sealed class LanaModuleTests
{
    private static readonly FeatureShape Shape = new(6, 4, 4);

    // Compositions that no candidate has: inputs that pass through sums, vectors that meet maps.
    public static TheoryData<string> Compositions => new(Composed.Keys);

    private static Dictionary<string, Definition> Composed { get; } = new()
    {
        ["sum of the input and a convolution"] = new Sum(Chain.Identity, Conv("a")),
        ["sum of the input and itself"] = new Sum(Chain.Identity, Chain.Identity),
        ["sum of one"] = new Sum(Chain.Identity),
        ["sum of three"] = new Sum(Conv("a"), new Chain(Chain.Identity), Conv("b") with { Norm = "bn" }),
        ["residual of nothing"] = new Residual(Chain.Identity),
        ["residual of a sum of one"] = new Residual(new Sum(new Chain(Chain.Identity))),
        ["gate of the input itself"] = new Gate(Chain.Identity),
        ["gate by a linear layer"] = new Gate(new Chain(
            new GlobalPool(), new Linear("fc", 6) { Bias = false }, new Activate(Activation.Sigmoid))),
        ["residual linear layers"] = new Chain(
            new GlobalPool(), new Residual(new Chain(new Linear("fc1", 6), new Activate(Activation.Silu), new Linear("fc2", 6)))),
        ["convolution behind a linear layer"] = new Chain(
            new GlobalPool(), new Linear("fc", 5), new Conv("conv", 3, 3) { Norm = "bn", Activation = Activation.Relu }),
        ["norm behind a linear layer"] = new Chain(
            new GlobalPool(), new Linear("fc", 5), new Norm("bn") { Activation = Activation.Sigmoid }, new GlobalPool()),
        ["activations"] = new Chain(
            new Activate(Activation.None), new Activate(Activation.Silu), Conv("a"), new Activate(Activation.Relu)),
        ["unpadded and even kernels"] = new Chain(
            new Conv("a", 5, 2) { Padding = Padding.Same, Stride = 2 },
            new Conv("b", 4, 2) { Padding = Padding.None, Bias = true }),
        ["wide strided 1×1"] = new Conv("a", 40, 1) { Stride = 2, Bias = true, Norm = "bn", Activation = Activation.Silu },
    };

    [Theory]
    [MemberData(nameof(Compositions))]
    public void Readings_OfAnyComposition_Agree(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var definition = Composed[name];
        using var module = definition.Build(Shape, seed: 2);
        Tensors.Disturb(module.state_dict(), seed: 4);
        var input = Tensors.Normal(5, Shape.WithBatch(3));
        var untouched = input.clone();

        var output = module.Run(input);

        using var fused = module.Fuse();
        using var session = new OnnxSession(OnnxExporter.Export(module));
        Tensors.AssertEqual(untouched, input);
        Assert.Equal(definition.Cost(Shape).Output.WithBatch(3), output.shape);
        Tensors.AssertClose(output, fused.Run(input), 1e-4);
        Tensors.AssertClose(output, session.Run(input), 1e-4);
        Tensors.AssertNoLeak("Run", () => module.Run(input).Dispose());
        using (enable_grad())
        {
            Tensors.AssertClose(output, module.Run(input), 1e-6);
            Tensors.AssertNoLeak("Run with gradients", () => module.Run(input).Dispose());
        }
    }

    [Fact]
    public void Build_TwoWeightsOfOneName_RefusesAndLeavesNoTensor()
    {
        var twins = new Chain(Conv("twin"), Conv("twin"));

        Tensors.AssertNoLeak("Build", () =>
        {
            var error = Assert.Throws<ArgumentException>(() => twins.Build(Shape));
            Assert.Contains("'twin.weight'", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Build_Seeds_DecideEveryWeight()
    {
        var definition = new Chain(Conv("a"), new GlobalPool(), new Linear("fc", 3));

        using var one = definition.Build(Shape, seed: 1);
        using var same = definition.Build(Shape, seed: 1);
        using var other = definition.Build(Shape, seed: 2);

        Assert.Equal(Tensors.Bytes(one.state_dict()), Tensors.Bytes(same.state_dict()));
        Assert.NotEqual(Tensors.Bytes(one.state_dict()), Tensors.Bytes(other.state_dict()));
    }

    [Fact]
    public void StateDict_OfANormedConvolution_GoesModuleByModuleUnderThePrefix()
    {
        using var module = new Chain(Conv("a") with { Norm = "bn", Bias = true }, Conv("b")).Build(Shape);

        Assert.Equal(
            [
                "p.a.weight", "p.a.bias", "p.bn.weight", "p.bn.bias", "p.bn.running_mean", "p.bn.running_var",
                "p.bn.num_batches_tracked", "p.b.weight",
            ],
            module.state_dict(prefix: "p").Keys);
        Assert.Equal(
            ["a.weight", "a.bias", "bn.weight", "bn.bias", "b.weight"], module.named_parameters().Select(pair => pair.name));
        Assert.Equal(3, module.named_buffers().Count());
    }

    [Fact]
    public void Copy_Changed_LeavesTheOriginal()
    {
        using var module = Conv("a").Build(Shape);
        using var copy = module.Copy();
        var before = Tensors.Bytes(module.state_dict());

        using (no_grad())
        {
            copy.state_dict()["a.weight"].add_(1.0);
        }

        Assert.Equal(before, Tensors.Bytes(module.state_dict()));
    }

    [Fact]
    public void Copy_OfAFusedModule_SaysWhatToDo()
    {
        using var module = Conv("a").Build(Shape);
        using var fused = module.Fuse();

        var error = Assert.Throws<InvalidOperationException>(fused.Copy);

        Assert.True(fused.IsFused);
        Assert.Contains("copy the one it was fused from", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WrongInput_SaysWhatIsExpected()
    {
        using var scope = NewDisposeScope();
        using var module = Conv("a").Build(Shape);

        var channels = Assert.Throws<ArgumentException>(() => module.Run(zeros(2, 5, 4, 4)));
        var rank = Assert.Throws<ArgumentException>(() => module.Run(zeros(6, 4, 4)));
        var type = Assert.Throws<ArgumentException>(() => module.Run(zeros(2, 6, 4, 4, dtype: float64)));

        Assert.All(
            [channels, rank, type],
            error => Assert.Contains("float32 [N, 6, H, W]", error.Message, StringComparison.Ordinal));
        Assert.Contains("[2, 5, 4, 4]", channels.Message, StringComparison.Ordinal);
        Assert.Contains("Float64", type.Message, StringComparison.Ordinal);
    }

    private static Conv Conv(string name) => new(name, 6, 3);
}
