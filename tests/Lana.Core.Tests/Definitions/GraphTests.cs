using Lana.Operators;
using static TorchSharp.torch;

namespace Lana.Definitions;

/// <summary>Graphs against the readable special cases, and graphs that are none.</summary>
[Collection(TorchCollection.Name)]
public sealed class GraphTests
{
    private static readonly FeatureShape Shape = new(6, 5, 4);

    [Fact]
    public void Run_GraphOfAResidual_EqualsTheResidual()
    {
        using var scope = NewDisposeScope();
        var body = new Conv("conv", 6, 3) { Norm = "bn", Activation = Activation.Relu };
        using var graph = new Graph(
        [
            new GraphNode("body", body, Graph.InputName),
            new GraphNode("sum", new Arithmetic(ArithmeticFunction.Add), "body", Graph.InputName),
        ]).Build(Shape, seed: 3);
        using var residual = new Residual(body).Build(Shape, seed: 3);
        var input = Tensors.Normal(1, 2, 6, 5, 4);

        Tensors.AssertEqual(residual.Run(input), graph.Run(input));
        Assert.Equal(residual.Cost.Macs, graph.Cost.Macs);
        Assert.Equal(residual.Cost.Parameters, graph.Cost.Parameters);
        Assert.Equal(residual.Cost.ActivationBytes, graph.Cost.ActivationBytes);
    }

    public static TheoryData<string, GraphNode[]> Wrong => new()
    {
        { "there is no value 'later' before", [Add("sum", "later", "later"), Conv("later")] },
        { "Two values are called 'a'", [Conv("a"), Conv("a"), Add("sum", "a", "a")] },
        { "Two values are called 'input'", [Conv("input"), Add("sum", "input", "input")] },
        { "Nobody uses the value of 'a'", [Conv("a"), Conv("b")] },
        { "'sum': Add cannot combine [6, 5, 4] and [3, 5, 4]", [Conv("a", 3), Add("sum", Graph.InputName, "a")] },
        { "Add takes 2 tensors; got 3", [Add("sum", Graph.InputName, Graph.InputName, Graph.InputName)] },
        { "differ in this axis only", [Conv("a", 3), new GraphNode("c", new Concatenate(1), "a", Graph.InputName)] },
        { "Concatenation along axis 3", [new GraphNode("c", new Concatenate(3), Graph.InputName)] },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Cost_GraphThatIsNone_NamesTheNode(string expected, GraphNode[] nodes)
    {
        var failure = Assert.Throws<ArgumentException>(() => new Graph([.. nodes]).Cost(Shape));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Node_OfTwoKindsOrNone_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new GraphNode("a", ["input"]));
        Assert.Throws<ArgumentException>(() => new GraphNode("a", ["input"], new Conv("a", 6, 1), new Concatenate(0)));
        Assert.Throws<ArgumentException>(() => new GraphNode("a", ["input", "input"], new Conv("a", 6, 1)));
        Assert.Throws<ArgumentException>(() => new GraphNode("a", new Concatenate(0)));
        Assert.Throws<ArgumentException>(() => new Graph([]));
    }

    private static GraphNode Conv(string name, int channels = 6) => new(name, new Conv(name, channels, 3), Graph.InputName);

    private static GraphNode Add(string name, params string[] inputs) => new(name, new Arithmetic(ArithmeticFunction.Add), inputs);
}
