using Google.Protobuf;
using Lana.Definitions;
using Lana.Onnx;
using Lana.Operators;
using static TorchSharp.torch;

namespace Lana.Import.Onnx;

/// <summary>Blocks as exporters write them: what becomes of them, and what ONNX Runtime makes of the file.</summary>
[Collection(TorchCollection.Name)]
public sealed class OperatorPatternsTests
{
    private const int Channels = 8;

    public OperatorPatternsTests() => set_num_threads(1);

    // ConvNeXt (Liu et al. 2022) as PyTorch writes it before opset 17: the norm and GELU in parts.
    [Theory]
    [InlineData(13)]
    [InlineData(17)]
    public void Load_ConvNextBlock_IsAResidualOfConvolutions(int opset)
    {
        var model = Block(opset)
            .Weight("w.dw", Channels, 1, 7, 7).Weight("b.dw", Channels)
            .Node("Conv", "f w.dw b.dw", "d", ("kernel_shape", new long[] { 7, 7 }), ("pads", new long[] { 3, 3, 3, 3 }), ("group", Channels))
            .Node("Transpose", "d", "t", ("perm", new long[] { 0, 2, 3, 1 }));
        var normed = opset < 17
            ? Norm(model, "t", "n", -1)
            : model.Weight("n.s", Channels).Weight("n.b", Channels).Node("LayerNormalization", "t n.s n.b", "n", ("axis", -1L), ("epsilon", 1e-6f));
        var product = Gelu(normed.Weight("m1", Channels, 24).Weight("b1", 24).Node("MatMul", "n m1", "p1").Node("Add", "b1 p1", "a1"), "a1", "g", 0)
            .Weight("m2", 24, Channels).Weight("b2", Channels).Node("MatMul", "g m2", "p2").Node("Add", "b2 p2", "a2")
            .Node("Transpose", "a2", "back", ("perm", new long[] { 0, 3, 1, 2 }))
            .Weight("scale", Channels, 1, 1).Node("Mul", "scale back", "scaled")
            .Node("Add", "scaled f", "y");

        var body = (Chain)Assert.IsType<Residual>(Layer(product)).Body;

        Assert.Collection(
            body.Parts,
            part => Assert.Equal(Channels, Assert.IsType<Conv>(part).Groups),
            part => Assert.Equal(1e-6, Assert.IsType<ChannelNorm>(part).Epsilon, 1e-9),
            part => Assert.Equal((24, true, Activation.Gelu), Assert.IsType<Conv>(part) is var conv ? (conv.Out, conv.Bias, conv.Activation) : default),
            part => Assert.Equal((Channels, true), Assert.IsType<Conv>(part) is var conv ? (conv.Out, conv.Bias) : default),
            part => Assert.IsType<Arithmetic>(Assert.Single(Assert.IsType<Graph>(part).Nodes).Operator));
    }

    // Squeeze-and-excitation (Hu et al. 2018) with linear layers, as the first implementations have it.
    [Fact]
    public void Load_SqueezeExciteOfVectors_IsAGateOfConvolutions()
    {
        var model = Conv(Block(13), "f", "c", 3).Node("Relu", "c", "r")
            .Node("GlobalAveragePool", "r", "pool").Node("Flatten", "pool", "flat")
            .Weight("w1", 4, Channels).Weight("b1", 4).Node("Gemm", "flat w1 b1", "l1", ("transB", 1L)).Node("Relu", "l1", "r1")
            .Weight("w2", Channels, 4).Weight("b2", Channels).Node("Gemm", "r1 w2 b2", "l2", ("transB", 1L)).Node("Sigmoid", "l2", "s")
            .Ints("shape", -1, Channels, 1, 1).Node("Reshape", "s shape", "map").Node("Mul", "r map", "m")
            .Node("Add", "m f", "y");

        var body = (Chain)Assert.IsType<Residual>(Layer(model)).Body;

        var gate = (Chain)Assert.IsType<Gate>(body.Parts[1]).Body;
        Assert.IsType<GlobalPool>(gate.Parts[0]);
        Assert.Equal([Activation.Relu, Activation.Sigmoid], gate.Parts.Skip(1).Cast<Conv>().Select(conv => conv.Activation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Load_HardSwishOfParts_IsOneActivation(int form)
    {
        var model = Conv(Block(13), "f", "c", 3)
            .Floats("three", [], 3).Floats("zero", [], 0).Floats("six", [], 6).Floats("sixth", [], 1.0f / 6.0f)
            .Node("Add", "c three", "a").Node("Clip", "a zero six", "k");
        model = form switch
        {
            0 => model.Node("Mul", "c k", "m").Node("Div", "m six", "h"),
            1 => model.Node("Div", "k six", "m").Node("Mul", "c m", "h"),
            _ => model.Node("Mul", "k c", "m").Node("Mul", "m sixth", "h"),
        };

        var body = Assert.IsType<Residual>(Layer(model.Node("Add", "h f", "y"))).Body;

        Assert.Equal(Activation.HardSwish, Assert.IsType<Conv>(body).Activation);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Load_GeluOfParts_IsOneActivation(int form)
    {
        var model = Gelu(Conv(Block(13), "f", "c", 3), "c", "g", form).Node("Add", "g f", "y");

        Assert.Equal(Activation.Gelu, Assert.IsType<Conv>(Assert.IsType<Residual>(Layer(model)).Body).Activation);
    }

    [Fact]
    public void Load_NormOfChannelsInParts_IsOneNorm()
    {
        var model = Norm(Conv(Block(13), "f", "c", 3), "c", "n", 1).Node("Add", "n f", "y");

        Assert.IsType<ChannelNorm>(((Chain)Assert.IsType<Residual>(Layer(model)).Body).Parts[1]);
    }

    [Fact]
    public void Load_ChannelShuffle_IsOneDefinition()
    {
        var model = Conv(Block(13), "f", "c", 1)
            .Ints("apart", -1, 2, 4, 8, 6).Ints("together", -1, Channels, 8, 6)
            .Node("Reshape", "c apart", "r").Node("Transpose", "r", "t", ("perm", new long[] { 0, 2, 1, 3, 4 }))
            .Node("Reshape", "t together", "s");

        var layer = Assert.IsType<Residual>(Layer(Conv(model, "s", "e", 3).Node("Add", "e f", "y")));

        Assert.Equal(new ChannelShuffle(2), ((Chain)layer.Body).Parts[1]);
    }

    // Numbers that are nearly those of a pattern are another function.
    [Fact]
    public void Load_OtherNumbers_StayAsTheyAre()
    {
        var model = Conv(Block(13), "f", "c", 3)
            .Floats("three", [], 3.1f).Floats("zero", [], 0).Floats("six", [], 6)
            .Node("Add", "c three", "a").Node("Clip", "a zero six", "k").Node("Mul", "c k", "m").Node("Div", "m six", "h");

        Assert.DoesNotContain(
            DefinitionParts.Of(Layer(model.Node("Add", "h f", "y"))),
            part => part is Conv { Activation: Activation.HardSwish } or Activate { Function: Activation.HardSwish });
    }

    private static TestModel Block(int opset) => Conv(TestModel.With(opset, -1, 3, 8, 6), "x", "stem", 1, 3).Node("Softsign", "stem", "f");

    private static TestModel Conv(TestModel model, string input, string output, int kernel, int inputs = Channels)
    {
        var random = new Random(output[0]);
        var count = Channels * inputs * kernel * kernel;
        return model
            .Floats($"w.{output}", [Channels, inputs, kernel, kernel], [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble() - 0.5f)])
            .Node("Conv", $"{input} w.{output}", output, ("kernel_shape", new long[] { kernel, kernel }), ("pads", Enumerable.Repeat(kernel / 2L, 4).ToArray()));
    }

    private static TestModel Norm(TestModel model, string input, string output, long axis)
    {
        long[] dims = axis == 1 ? [Channels, 1, 1] : [Channels];
        return model
            .Node("ReduceMean", input, "mean", ("axes", new[] { axis })).Node("Sub", $"{input} mean", "centred")
            .Floats("two", [], 2).Node("Pow", "centred two", "square").Node("ReduceMean", "square", "variance", ("axes", new[] { axis }))
            .Floats("eps", [], 1e-6f).Node("Add", "variance eps", "raised").Node("Sqrt", "raised", "deviation").Node("Div", "centred deviation", "unit")
            .Weight("n.s", dims).Weight("n.b", dims).Node("Mul", "unit n.s", "factored").Node("Add", "factored n.b", output);
    }

    private static TestModel Gelu(TestModel model, string input, string output, int form)
    {
        model = model.Floats("root", [], MathF.Sqrt(2)).Floats("inverse", [], MathF.Sqrt(0.5f)).Floats("one", [], 1).Floats("half", [], 0.5f)
            .Node(form == 2 ? "Mul" : "Div", form == 2 ? $"{input} inverse" : $"{input} root", "e1").Node("Erf", "e1", "e2").Node("Add", "e2 one", "e3");
        return form switch
        {
            0 => model.Node("Mul", $"{input} e3", "e4").Node("Mul", "e4 half", output),
            1 => model.Node("Mul", $"{input} half", "e4").Node("Mul", "e4 e3", output),
            _ => model.Node("Mul", "e3 half", "e4").Node("Mul", $"e4 {input}", output),
        };
    }

    // The only layer after the first convolution; the network must give what the file gives.
    private static Definition Layer(TestModel model)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var scratch = new Scratch();
        var path = scratch.File("model.onnx", model.Proto.ToByteArray());
        using var network = OnnxNetwork.Load(path).Network;
        using var session = new OnnxSession(File.ReadAllBytes(path));
        var images = Tensors.Normal(3, network.Input.WithBatch(2));
        Tensors.AssertClose(session.RunAll("x", images)["y"].flatten(1), network.Run(images), 1e-5);
        return network.Definition.Layers[^1].Definition;
    }
}
