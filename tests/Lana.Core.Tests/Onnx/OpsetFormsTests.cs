using Google.Protobuf;
using Lana.Candidates;
using Lana.Definitions;
using Lana.Networks;
using Lana.Operators;
using static TorchSharp.torch;

namespace Lana.Onnx;

/// <summary>What Lana writes, in the forms of the opsets that files have, in ONNX Runtime against torch.</summary>
[Collection(TorchCollection.Name)]
public sealed class OpsetFormsTests
{
    private const double Tolerance = 1e-4;
    private static readonly Layer[] Layers =
    [
        new(0, "same", new FeatureShape(16, 8, 6), new FeatureShape(16, 8, 6), new Conv("conv", 16, 3)),
        new(1, "down", new FeatureShape(16, 8, 6), new FeatureShape(32, 4, 3), new Conv("conv", 32, 3) { Stride = 2 }),
    ];

    private static readonly Operation[] Operations =
    [
        .. SearchSpace.Full.Operations.Union(SearchSpace.Modern.Operations).GroupBy(operation => operation.Family)
            .SelectMany(family => family.Take(2)),
    ];

    public static TheoryData<int> Opsets => [.. Enumerable.Range(7, 15)];

    [Theory]
    [MemberData(nameof(Opsets))]
    public void Emit_EveryOperator_GivesWhatTorchGives(int opset)
    {
        using var gradients = no_grad();
        var refused = new List<string>();
        foreach (var (name, operation) in OperatorCases.All)
        {
            using var scope = NewDisposeScope();
            var (inputs, weights) = (operation.RandomInputs(2), operation.RandomWeights());
            try
            {
                using var model = new OperatorModel(operation.Operator, operation.Inputs, weights, opset);
                AssertClose(operation.Operator.Run(inputs, weights), model.Run(inputs), name);
            }
            catch (OpsetException)
            {
                refused.Add(name);
            }
        }

        Assert.All(refused, name => Assert.True(HasNoForm(OperatorCases.All[name].Operator, opset), $"{name} in opset {opset}"));
    }

    // Those in which an operator of these changed.
    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(18)]
    [InlineData(21)]
    public void Emit_EveryOperation_GivesWhatTorchGives(int opset)
    {
        using var gradients = no_grad();
        var written = 0;
        foreach (var layer in Layers)
        {
            foreach (var operation in Operations.Where(operation => operation.Supports(layer)))
            {
                using var scope = NewDisposeScope();
                using var module = operation.Define(layer).Build(layer.Input, 3);
                var graph = new OnnxGraph("operation", opset);
                try
                {
                    var output = new ModulePart(module).Emit(graph, [GraphValue.Of(graph.Input("x", layer.Input))]);
                    graph.Output(GraphValue.Of(graph.Unflatten(output.ToFeature())), "y");
                }
                catch (OpsetException)
                {
                    // GELU, which some operations have.
                    Assert.True(opset < 9, operation.Name);
                    continue;
                }

                using var session = new OnnxSession(graph.ToModel().ToByteArray());
                var images = Tensors.Normal(5, layer.Input.WithBatch(2));
                AssertClose(module.Run(images, Modules.RunMode.Evaluate), session.RunAll("x", images)["y"], operation.Name);
                written++;
            }
        }

        Assert.InRange(written, 20, int.MaxValue);
    }

    // Before opset 9 there is no error function, before 10 there are no dilated pools, and before 11 resizes have one kind of coordinates.
    private static bool HasNoForm(TensorOperator @operator, int opset) => @operator switch
    {
        Unary { Function: UnaryFunction.Erf or UnaryFunction.Gelu } => opset < 9,
        WindowPool pool => opset < 10 && pool.Dilation != 1,
        DepthToSpace { Order: DepthOrder.ColumnRowDepth } => opset < 11,
        Resize { Coordinates: not CoordinateMode.Asymmetric } or Resize { Mode: ResizeMode.Cubic } => opset < 11,
        Resize { Mode: ResizeMode.Nearest } => opset < 11,
        Resize => opset < 10,
        _ => false,
    };

    private static void AssertClose(Tensor expected, Tensor actual, string name)
    {
        Assert.Equal(expected.shape, actual.shape);
        if (expected.numel() > 0)
        {
            var scale = Math.Max(1.0, expected.abs().max().item<float>());
            Assert.True(expected.sub(actual).abs().max().item<float>() <= Tolerance * scale, name);
        }
    }
}
