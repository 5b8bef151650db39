using System.Collections.Immutable;
using Lana.Definitions;
using Lana.Operators;
using static TorchSharp.torch;

namespace Lana.Import.Structure;

/// <summary>Graphs with other layouts than [C, H, W] against what they are rewritten to.</summary>
[Collection(TorchCollection.Name)]
public sealed class FeatureFormsTests
{
    public FeatureFormsTests() => set_num_threads(1);

    [Fact]
    public void Rewrite_AnyLayouts_ComputesTheSame()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            AssertSame(RandomGraph.Layouts(seed), RandomGraph.Shape);
        }
    }

    [Fact]
    public void Rewrite_LinearLayersWithChannelsLast_AreConvolutions()
    {
        var rewritten = AssertSame(
        [
            new GraphNode("last", new Transpose([1, 2, 0]), Graph.InputName),
            new GraphNode("norm", new LayerNormalization(2, new OperatorWeight("s", new TensorShape(4)))
            {
                Bias = new OperatorWeight("b", new TensorShape(4)),
            }, "last"),
            new GraphNode("wide", new MatMul { Constant = new OperatorWeight("wide.weight", new TensorShape(4, 7)) }, "norm"),
            new GraphNode("bias", new Arithmetic(ArithmeticFunction.Add)
            {
                Constant = new OperatorWeight("bias.constant", new TensorShape(7)),
                IsConstantFirst = true,
            }, "wide"),
            new GraphNode("relu", new Activate(Activation.Relu), "bias"),
            new GraphNode("first", new Transpose([2, 0, 1]), "relu"),
        ], RandomGraph.Shape);

        Assert.Equal(
            [new ChannelNorm("norm") { Epsilon = 1e-5 }, new Conv("wide", 7, 1) { Bias = true }, new Activate(Activation.Relu)],
            rewritten.Select(node => node.Definition!));
    }

    private static ImmutableArray<GraphNode> AssertSame(ImmutableArray<GraphNode> nodes, FeatureShape shape)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var expected = new Graph(nodes).Build(shape, seed: 3);
        var random = new Random(4);
        foreach (var value in expected.state_dict().Values.Where(value => value.dim() > 0))
        {
            value.copy_(tensor(Enumerable.Range(0, (int)value.numel()).Select(_ => 0.5f + random.NextSingle()).ToArray()).reshape(value.shape));
        }

        var weights = expected.state_dict()
            .Where(pair => pair.Value.dtype == float32)
            .ToDictionary(pair => pair.Key, pair => pair.Value.contiguous().data<float>().ToArray());

        var (rewritten, changed) = FeatureForms.Rewrite(nodes, shape, weights);

        using var actual = new Graph(rewritten).Build(shape, seed: 5);
        foreach (var (name, value) in actual.state_dict().Where(pair => pair.Value.dtype == float32))
        {
            value.copy_(tensor(changed.GetValueOrDefault(name) ?? weights[name]).reshape(value.shape));
        }

        var images = Tensors.Normal(7, shape.WithBatch(2));
        Tensors.AssertClose(expected.Run(images), actual.Run(images), 1e-4);
        Assert.Equal(expected.Cost.Macs, actual.Cost.Macs);
        Assert.Equal(expected.Cost.Parameters, actual.Cost.Parameters);
        return rewritten;
    }
}
