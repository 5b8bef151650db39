using Lana.Candidates;
using Lana.Definitions;
using Lana.Export;
using Lana.Import.Onnx;
using Lana.Modules;
using Lana.Networks;
using Lana.Onnx;
using static TorchSharp.torch;

namespace Lana.Pruning;

/// <summary>Layers of files that others exported, pruned.</summary>
[Collection(TorchCollection.Name)]
public sealed class ImportedLayersTests
{
    private const int Images = 4;

    public ImportedLayersTests() => set_num_threads(1);

    // Layers with an inherited operation, and all. The others have one convolution, or a depthwise one and another: no inner
    // channels.
    [Theory]
    [InlineData("generated/densenet.onnx", 7, 8)]
    [InlineData("generated/efficientnet.onnx", 7, 8)]
    [InlineData("generated/mobilenet_v2.onnx", 16, 19)]
    [InlineData("generated/resnet_basic.onnx", 9, 9)]
    [InlineData("generated/resnet_norms_kept.onnx", 5, 5)]
    [InlineData("generated/shufflenet_v2.onnx", 6, 8)]
    [InlineData("generated/unet.onnx", 4, 5)]
    [InlineData("published/ch_PP-OCRv4_det_infer.onnx", 15, 28)]
    [InlineData("published/ch_ppocr_mobile_v2.0_cls_infer.onnx", 11, 12)]
    [InlineData("published/face_detection_front_128x128_barracuda.onnx", 1, 21)]
    public void For_LayersOfASharedModel_HasInheritedOperations(string name, int with, int all)
    {
        var definition = OnnxNetwork.Define(SharedModels.PathOf(name), SharedModels.OptionsOf(name)).Definition;

        Assert.Equal((with, all), (definition.Layers.Count(layer => Inherited(layer).Count > 0), definition.Layers.Length));
        Assert.Equal(definition.ToJson(), NetworkDefinition.FromJson(definition.ToJson()).ToJson());
    }

    [Theory]
    [MemberData(nameof(SharedModels.Trainable), MemberType = typeof(SharedModels))]
    [Trait("Speed", "Slow")]
    public void Inherit_EveryLayerOfASharedModel_KeepsWhatIsLeftAndShips(string name)
    {
        using var network = OnnxNetwork.Load(SharedModels.PathOf(name), SharedModels.OptionsOf(name)).Network;
        foreach (var (info, module) in network.Layers.Select(layer => (layer.Info, layer.Module)))
        {
            AssertEqualsWhole(module);
            if (Inherited(info) is { Count: > 0 } operations)
            {
                AssertTrainsAndShips(info, module, operations);
                using var copy = module.Copy();
                PruningChecks.AssertEqualsSilenced(copy, Images);
            }
        }
    }

    private static List<Operation> Inherited(Layer layer) =>
        [.. SearchSpace.Inherited.For(layer).Where(operation => operation.Family == "inherit")];

    private static void AssertEqualsWhole(LanaModule layer)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var rule = new PruningRule(1.0);
        var definition = LayerPruning.Define(layer.Definition, layer.Input, rule);
        using var whole = definition.Build(layer.Input, seed: 2);
        var input = Tensors.Normal(3, layer.Input.WithBatch(Images));

        LayerPruning.Inherit(layer, whole, input, rule);

        Assert.Equal(layer.Definition, definition);
        Tensors.AssertEqual(layer.Run(input), whole.Run(input));
    }

    private static void AssertTrainsAndShips(Layer info, LanaModule layer, List<Operation> operations)
    {
        using var scope = NewDisposeScope();
        var operation = operations.Find(operation => operation.Name == "inherit_w0.5") ?? operations[0];
        using var pruned = operation.Define(info).Build(layer.Input, seed: 2);
        var input = Tensors.Normal(3, layer.Input.WithBatch(Images));
        using (no_grad())
        {
            operation.Initialise(pruned, new InitialisationData(layer, input, layer.Run(input), Spread: 1.0));
        }

        // A gate alone leaves nothing that trains where it is removed.
        if (pruned.parameters().Any())
        {
            pruned.Run(input, RunMode.Train).square().mean().backward();
        }

        Assert.All(pruned.parameters(), parameter => Assert.True(parameter.grad!.isfinite().all().item<bool>()));
        using var gradients = no_grad();
        using var session = new OnnxSession(OnnxExporter.Export(pruned));
        Tensors.AssertClose(pruned.Run(input), session.Run(input), 1e-4);
    }
}
