using System.Collections.Immutable;
using System.Text.Json;
using Lana.Definitions;
using Lana.Modules;
using Lana.Operators;
using static TorchSharp.torch;

namespace Lana.Import.Structure;

/// <summary>Graphs against what they are reduced to.</summary>
[Collection(TorchCollection.Name)]
public sealed class SeriesParallelTests
{
    private const int Graphs = 100;

    public SeriesParallelTests() => set_num_threads(1);

    [Fact]
    public void Reduce_AnyGraph_ComputesTheSame()
    {
        for (var seed = 0; seed < Graphs; seed++)
        {
            AssertSame(RandomGraph.Any(seed), RandomGraph.Shape);
        }
    }

    [Fact]
    public void Reduce_PartsInARowAndSideBySide_LeavesNoGraphOfSeveralParts()
    {
        for (var seed = 0; seed < Graphs; seed++)
        {
            var reduced = AssertSame(RandomGraph.SeriesParallel(seed), RandomGraph.Shape);

            Assert.All(DefinitionParts.Of(reduced).OfType<Graph>(), graph => Assert.DoesNotContain(graph.Nodes, node => node.Definition is not null));
        }
    }

    [Fact]
    public void Reduce_ConvolutionNormAndActivation_IsAConvolutionOfTheRegistry() => Assert.Equal(
        new Chain(
            new Conv("a", 4, 3) { Norm = "b", NormEpsilon = 1e-3, Activation = Activation.Relu },
            new Conv("d", 4, 1) { Norm = "e" }),
        Reduce(
            new GraphNode("a", new Conv("a", 4, 3), Graph.InputName),
            new GraphNode("b", new Norm("b") { Epsilon = 1e-3 }, "a"),
            new GraphNode("c", new Activate(Activation.Relu), "b"),
            new GraphNode("d", new Conv("d", 4, 1), "c"),
            new GraphNode("e", new Norm("e"), "d")));

    [Fact]
    public void Reduce_LastActivation_StandsApart() => Assert.Equal(
        new Chain(new Residual(new Conv("a", 4, 3) { Norm = "b" }), new Activate(Activation.Relu)),
        Reduce(
            new GraphNode("a", new Conv("a", 4, 3), Graph.InputName),
            new GraphNode("b", new Norm("b"), "a"),
            new GraphNode("sum", Sum, "b", Graph.InputName),
            new GraphNode("relu", new Activate(Activation.Relu), "sum")));

    [Fact]
    public void Reduce_ConcatenationOfPrimaryAndCheapMaps_IsNested() => Assert.Equal(
        new Chain(
            new Conv("primary", 4, 1) { Activation = Activation.Relu },
            new Concat(Chain.Identity, new Conv("cheap", 4, 3) { Groups = 4 })),
        Reduce(
            new GraphNode("primary", new Conv("primary", 4, 1), Graph.InputName),
            new GraphNode("relu", new Activate(Activation.Relu), "primary"),
            new GraphNode("cheap", new Conv("cheap", 4, 3) { Groups = 4 }, "relu"),
            new GraphNode("both", new Concatenate(0), "relu", "cheap")));

    [Fact]
    public void Reduce_HalvesOfTheChannels_AreBranches() => Assert.Equal(
        new Concat(new Slice(0, 2), new Chain(new Slice(2, 2), new Conv("a", 2, 3))),
        Reduce(
            new GraphNode("low", new StridedSlice(0, 0, 2), Graph.InputName),
            new GraphNode("high", new StridedSlice(0, 2, 4), Graph.InputName),
            new GraphNode("a", new Conv("a", 2, 3), "high"),
            new GraphNode("both", new Concatenate(0), "low", "a")));

    [Fact]
    public void Reduce_ManySumsInARow_AreOneSum()
    {
        var nodes = new List<GraphNode> { new("n0", new Conv("n0", 4, 1), Graph.InputName) };
        for (var count = 1; count < 40; count++)
        {
            nodes.Add(new GraphNode($"n{count}", new Conv($"n{count}", 4, 1), Graph.InputName));
            nodes.Add(new GraphNode($"s{count}", Sum, count == 1 ? "n0" : $"s{count - 1}", $"n{count}"));
        }

        Assert.Equal(40, Assert.IsType<Sum>(AssertSame([.. nodes], RandomGraph.Shape)).Branches.Length);
    }

    // Deeper than JSON may be: the rest stays a graph.
    [Fact]
    public void Reduce_DeepNesting_IsReadBackFromJson()
    {
        var nodes = new List<GraphNode>();
        for (var depth = 0; depth < 100; depth++)
        {
            nodes.Add(new GraphNode($"n{depth}", new Conv($"n{depth}", 4, 1), depth == 0 ? Graph.InputName : $"n{depth - 1}"));
        }

        for (var depth = 99; depth >= 0; depth--)
        {
            nodes.Add(new GraphNode($"s{depth}", Sum, depth == 99 ? "n99" : $"s{depth + 1}", depth == 0 ? Graph.InputName : $"n{depth - 1}"));
        }

        AssertSame([.. nodes], RandomGraph.Shape);
    }

    // Each value is taken by the two after it: nothing in a row, nothing side by side.
    [Fact]
    public void Reduce_LargeGraphWithoutStructure_StaysAGraph()
    {
        var nodes = new List<GraphNode> { new("n0", Sum, Graph.InputName, Graph.InputName), new("n1", Product, "n0", Graph.InputName) };
        for (var count = 2; count < 2000; count++)
        {
            nodes.Add(new GraphNode($"n{count}", count % 2 == 0 ? Sum : Product, $"n{count - 1}", $"n{count - 2}"));
        }

        Assert.True(SeriesParallel.Reduce([.. nodes], RandomGraph.Shape).Cost(RandomGraph.Shape).Output == RandomGraph.Shape);
    }

    private static Arithmetic Sum => new(ArithmeticFunction.Add);

    private static Arithmetic Product => new(ArithmeticFunction.Multiply);

    private static Definition Reduce(params GraphNode[] nodes) => AssertSame([.. nodes], RandomGraph.Shape);

    private static Definition AssertSame(ImmutableArray<GraphNode> nodes, FeatureShape shape)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var original = new Graph(nodes);
        var reduced = SeriesParallel.Reduce(nodes, shape);
        using var expected = original.Build(shape, seed: 3);
        using var actual = reduced.Build(shape, seed: 4);
        Tensors.Disturb(expected.state_dict(), seed: 5);
        Assert.Equal(expected.state_dict().Keys.Order(), actual.state_dict().Keys.Order());
        foreach (var (name, value) in expected.state_dict())
        {
            actual.state_dict()[name].copy_(value);
        }

        var images = Tensors.Normal(7, shape.WithBatch(2));
        var wanted = expected.Run(images);
        Tensors.AssertClose(wanted, actual.Run(images), 1e-5);
        Tensors.AssertClose(expected.Run(images, RunMode.BatchStatistics), actual.Run(images, RunMode.BatchStatistics), 1e-4);
        using var fused = actual.Fuse();
        Tensors.AssertClose(wanted, fused.Run(images), 1e-4);
        Assert.Equal((original.Cost(shape).Macs, original.Cost(shape).Parameters), (reduced.Cost(shape).Macs, reduced.Cost(shape).Parameters));
        Assert.Equal(reduced, JsonSerializer.Deserialize<Definition>(reduced.ToJson(), DefinitionJson.Options));
        return reduced;
    }
}
