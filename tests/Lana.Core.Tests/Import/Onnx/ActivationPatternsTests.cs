using System.Collections.Immutable;
using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>Activations that exporters write as several nodes.</summary>
public sealed class ActivationPatternsTests
{
    [Theory]
    [InlineData("h x", Activation.HardSwish)]
    [InlineData("x h", Activation.HardSwish)]
    [InlineData("s x", Activation.Silu)]
    [InlineData("x s", Activation.Silu)]
    public void Merge_ProductWithItsOwnGate_IsOneActivation(string inputs, Activation activation) =>
        Assert.Equal(new Activate(activation), Assert.Single(Convert(inputs)).Definition);

    [Theory]
    [InlineData("s h")]
    [InlineData("x x")]
    [InlineData("s s")]
    public void Merge_OtherProducts_Stay(string inputs) =>
        Assert.Equal(ArithmeticFunction.Multiply, Assert.IsType<Arithmetic>(Convert(inputs)[^1].Operator).Function);

    [Fact]
    public void Merge_GateThatOthersTake_StaysBesideTheActivation()
    {
        var nodes = Convert("s x", "y", "s");

        Assert.Equal(2, nodes.Length);
        Assert.Contains(nodes, node => node.Definition == new Activate(Activation.Sigmoid));
        Assert.Contains(nodes, node => node.Definition == new Activate(Activation.Silu));
    }

    [Fact]
    public void Merge_HardSigmoidOfOtherNumbers_StaysAsItIs() =>
        Assert.Equal(2, Convert(TestModel.With(13, -1, 3, 4, 4)
            .Node("HardSigmoid", "x", "h", ("alpha", 0.2f), ("beta", 0.5f))
            .Node("Mul", "h x", "y")).Length);

    private static ImmutableArray<GraphNode> Convert(string inputs, params string[] outputs)
    {
        var model = TestModel.With(13, -1, 3, 4, 4)
            .Node("Sigmoid", "x", "s")
            .Node("HardSigmoid", "x", "h", ("alpha", 1.0f / 6.0f), ("beta", 0.5f))
            .Node("Mul", inputs, "y");
        return Convert(outputs.Length == 0 ? model : model.Outputs(outputs));
    }

    private static ImmutableArray<GraphNode> Convert(TestModel model) =>
        OperatorPatterns.Merge(GraphConversion.Run(model.Read(), "model.onnx")).Nodes;
}
