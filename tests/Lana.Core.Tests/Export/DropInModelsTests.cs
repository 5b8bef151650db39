using Google.Protobuf;
using Lana.Candidates;
using Lana.Definitions;
using Lana.Import.Onnx;
using Lana.Networks;
using Lana.Onnx;
using Lana.Onnx.Proto;
using static TorchSharp.torch;

namespace Lana.Export;

/// <summary>Files that exporters wrote: read, changed and written again.</summary>
[Collection(TorchCollection.Name)]
public sealed class DropInModelsTests
{
    [Theory]
    [MemberData(nameof(SharedModels.All), MemberType = typeof(SharedModels))]
    public void Export_Unchanged_GivesTheFile(string name)
    {
        var (network, original) = Load(name);
        using var owned = network;
        using var copy = network.Detach();

        Assert.Equal(original, DropInChecks.Write(copy, original));
    }

    [Theory]
    [MemberData(nameof(SharedModels.All), MemberType = typeof(SharedModels))]
    public void Export_OneOtherLayer_ChangesItsNodesOnly(string name)
    {
        var (network, original) = Load(name);
        using var owned = network;
        var tested = 0;
        foreach (var layer in network.Layers.Select(layer => layer.Info).Where(IsStrided).Take(8).ToList())
        {
            var (student, module) = DropInChecks.WithConvolution(network, layer.Index);
            using var own = module;

            var written = DropInChecks.Write(student, original);

            var (added, gone) = DropInChecks.Difference(original, written);
            Assert.All(added, node => Assert.True(node.Name.StartsWith($"{layer.Name}.", StringComparison.Ordinal), node.Name));
            Assert.Equal(Convolutions(layer.Definition), gone.Count(node => node.OpType is "Conv"));
            Assert.InRange(added.Length, 2, 4);
            if (tested++ % 4 == 0)
            {
                DropInChecks.AssertRunsLike(student, written.ToByteArray(), ToleranceOf(name));
            }
        }

        Assert.InRange(tested, 1, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(SharedModels.All), MemberType = typeof(SharedModels))]
    public void Export_LayerLeftOut_KeepsTheOthers(string name)
    {
        var (network, original) = Load(name);
        using var owned = network;
        var layer = network.Layers.Select(layer => layer.Info).FirstOrDefault(layer => layer.KeepsShape);
        Assert.SkipWhen(layer is null, "No layer of the network keeps its shape.");
        using var module = IdentityOperation.Instance.Define(layer!).Build(layer!.Input, 0);
        var student = network.With(new Dictionary<int, LanaModule> { [layer.Index] = module });

        var written = DropInChecks.Write(student, original);

        Assert.Equal("Identity", Assert.Single(DropInChecks.Difference(original, written).New).OpType);
        DropInChecks.AssertRunsLike(student, written.ToByteArray(), ToleranceOf(name));
    }

    [Theory]
    [MemberData(nameof(SharedModels.All), MemberType = typeof(SharedModels))]
    public void Export_EveryWeightTrained_RunsLikeTheNetwork(string name)
    {
        var (network, original) = Load(name);
        using var owned = network;
        using var student = network.Detach();
        Tensors.Scale(student.Parameters, 1.01);

        var written = DropInChecks.Write(student, original);

        DropInChecks.AssertRunsLike(student, written.ToByteArray(), ToleranceOf(name));
    }

    [Theory]
    [MemberData(nameof(SharedModels.All), MemberType = typeof(SharedModels))]
    public void Export_OneWeightTrained_ChangesItsNodeOnly(string name)
    {
        var (network, original) = Load(name);
        using var owned = network;
        using var student = network.Detach();
        var layer = student.Layers[student.Layers.Count / 2];
        Tensors.Scale(layer.Module.Weights.Take(1).Select(weight => weight.Value), 1.1);

        var written = DropInChecks.Write(student, original);

        var added = DropInChecks.Difference(original, written).New;
        Assert.NotEmpty(added);
        Assert.All(added, node => Assert.StartsWith($"{layer.Name}.", node.Name, StringComparison.Ordinal));
        DropInChecks.AssertRunsLike(student, written.ToByteArray(), ToleranceOf(name));
    }

    [Theory]
    [MemberData(nameof(SharedModels.Trainable), MemberType = typeof(SharedModels))]
    public void Anew_InAnotherOpset_KeepsInputsAndOutputs(string name)
    {
        var (network, original) = Load(name);
        using var owned = network;
        using var gradients = no_grad();

        var written = DropInWriter.Anew(network, network.Template!);

        Assert.Equal(OnnxGraph.OwnOpset, Assert.Single(written.OpsetImport).Version);
        Assert.Equal(original.Graph.Output, written.Graph.Output);
        Assert.Equal([original.Graph.Input.First(input => input.Name == network.Template!.Input)], written.Graph.Input);
        DropInChecks.AssertRunsLike(network, written.ToByteArray());
    }

    // A detector whose last nodes compare numbers: they stay, and the network gives what they take.
    [Fact]
    public void Export_NodesAfterTheNetwork_StayAndAreRun()
    {
        using var scope = NewDisposeScope();
        var (network, original) = Load("published/mlsd_320x320_tiny.onnx");
        using var owned = network;
        var images = Tensors.Normal(3, network.Input.WithBatch(1));
        using var file = new OnnxSession(original.ToByteArray());
        using var written = new OnnxSession(OnnxExporter.Export(network));

        Assert.Equal(["offsets", "Transpose__305:0", "WireFrameModel_with_alpha/Decoder/max_pooling2d/MaxPool__208:0"],
            network.Definition.Outputs.Select(output => output.Name));
        Assert.Equal(3, network.Template!.Tail.Length);
        var (expected, actual) = (file.RunImages(images), written.RunImages(images));
        Assert.Equal(["offsets", "scores"], actual.Keys);
        Assert.All(expected, pair => Tensors.AssertEqual(pair.Value, actual[pair.Key]));
        DropInChecks.AssertRunsLike(network, original.ToByteArray(), 1e-3);
    }

    private static (Network Network, ModelProto Original) Load(string name)
    {
        var path = SharedModels.PathOf(name);
        return (OnnxNetwork.Load(path, SharedModels.OptionsOf(name)).Network, ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)));
    }

    // The last layers of this one take differences of large numbers: ONNX Runtime with and without optimisations differ by 3e-4.
    private static double ToleranceOf(string name) => name.Contains("mlsd", StringComparison.Ordinal) ? 1e-3 : 1e-4;

    private static bool IsStrided(Layer layer) =>
        layer.Input.Height >= layer.Output.Height && layer.Input.Width >= layer.Output.Width
        && layer.Output.Height == ((layer.Input.Height - 1) / layer.Stride) + 1
        && layer.Output.Width == ((layer.Input.Width - 1) / layer.Stride) + 1;

    private static int Convolutions(Definition definition) => DefinitionParts.Of(definition).OfType<Conv>().Count();
}
