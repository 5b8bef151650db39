using Google.Protobuf;
using Lana.Definitions;
using Lana.Import.Onnx;
using Lana.Networks;
using Lana.Onnx;
using Lana.Onnx.Proto;
using static TorchSharp.torch;

namespace Lana.Export;

/// <summary>Files of every kind: float16, weights among the inputs, channels last, data beside the file, shapes that are computed.</summary>
[Collection(TorchCollection.Name)]
public sealed class DropInFormsTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(18)]
    [InlineData(21)]
    public void Export_OtherLayer_KeepsTheOpset(int opset)
    {
        using var files = new Scratch();
        using var network = Load(Plain(opset), files);
        var (student, module) = DropInChecks.WithConvolution(network, 0);
        using var own = module;

        var written = DropInChecks.Write(student, Plain(opset).Proto);

        Assert.Equal(opset, Assert.Single(written.OpsetImport).Version);
        DropInChecks.AssertRunsLike(student, written.ToByteArray());
    }

    [Fact]
    public void Export_OperatorThatTheOpsetLacks_WritesAllNodesAnew()
    {
        using var files = new Scratch();
        var original = Plain(7).Change(Describe);
        using var network = Load(original, files);
        using var module = new Conv("small", 4, 1) { Activation = Activation.Gelu }.Build(new FeatureShape(4, 8, 6), 1);
        var student = network.With(new Dictionary<int, LanaModule> { [0] = module });

        var written = DropInChecks.Write(student, original.Proto);

        Assert.Equal(17, Assert.Single(written.OpsetImport).Version);
        DropInChecks.AssertRunsLike(student, written.ToByteArray());
    }

    [Fact]
    public void Export_OperatorThatTheOpsetLacksBeforeATail_IsRefused()
    {
        using var files = new Scratch();
        var original = Plain(7).Node("Cast", "y", "z", ("to", 6)).Outputs("z");
        using var network = Load(original, files);
        using var module = new Conv("small", 4, 1) { Activation = Activation.Gelu }.Build(new FeatureShape(4, 8, 6), 1);
        var student = network.With(new Dictionary<int, LanaModule> { [0] = module });

        var error = Assert.Throws<InvalidOperationException>(() => OnnxExporter.Export(student));

        Assert.Contains("Erf", error.Message, StringComparison.Ordinal);
        Assert.Contains("node_z", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_Half_WritesHalf()
    {
        using var files = new Scratch();
        var original = Half();
        using var network = Load(original, files);
        var (student, module) = DropInChecks.WithConvolution(network, 0);
        using var own = module;

        var written = DropInChecks.Write(student, original.Proto);

        Assert.All(written.Graph.Initializer, tensor => Assert.Equal(ElementTypes.Float16, tensor.DataType));
        Assert.DoesNotContain(written.Graph.Node, node => node.OpType == "Cast");
        DropInChecks.AssertRunsLike(student, written.ToByteArray(), 0.02);
    }

    // Numbers in float32 around a network in float16.
    [Fact]
    public void Export_HalfInside_CastsNothingMore()
    {
        using var files = new Scratch();
        var original = HalfInside();
        using var network = Load(original, files);
        var (student, module) = DropInChecks.WithConvolution(network, 0);
        using var own = module;

        var written = DropInChecks.Write(student, original.Proto);

        Assert.Equal(2, written.Graph.Node.Count(node => node.OpType == "Cast"));
        Assert.All(
            written.Graph.Initializer.Where(tensor => tensor.Name.Contains("small", StringComparison.Ordinal)),
            tensor => Assert.Equal(ElementTypes.Float16, tensor.DataType));
        DropInChecks.AssertRunsLike(student, written.ToByteArray(), 0.02);
    }

    [Fact]
    public void Export_WeightsAmongTheInputs_ListsTheNewOnesToo()
    {
        using var files = new Scratch();
        var original = Plain(8).Change(model =>
        {
            model.IrVersion = 3;
            model.Graph.Input.AddRange(model.Graph.Initializer.Select(OnnxProtos.Describe));
        });
        using var network = Load(original, files);
        var (student, module) = DropInChecks.WithConvolution(network, 0);
        using var own = module;

        var written = DropInChecks.Write(student, original.Proto);

        Assert.Equal(
            written.Graph.Initializer.Select(tensor => tensor.Name).Append("x").Order(StringComparer.Ordinal),
            written.Graph.Input.Select(input => input.Name).Order(StringComparer.Ordinal));
        DropInChecks.AssertRunsLike(student, written.ToByteArray());
    }

    [Fact]
    public void Export_DataInAnotherFile_ComesIntoTheFile()
    {
        using var files = new Scratch();
        var inside = Plain(13);
        using var network = Load(Plain(13).Change(model => MoveOut(model, files)), files);

        var written = ModelProto.Parser.ParseFrom(OnnxExporter.Export(network));

        Assert.All(written.Graph.Initializer, tensor => Assert.Empty(tensor.ExternalData));
        DropInChecks.AssertRunsLike(network, written.ToByteArray());
        Assert.Equal(inside.Graph.Node, written.Graph.Node);
    }

    // Transposes stand at the edges of the file, and one channel is not enough to tell the layout by.
    [Fact]
    public void Export_ChannelsLast_KeepsTheLayout()
    {
        using var files = new Scratch();
        var original = ChannelsLast();
        using var network = Load(original, files);
        var (student, module) = DropInChecks.WithConvolution(network, 0);
        using var own = module;

        var written = DropInChecks.Write(student, original.Proto);

        Assert.Equal(new FeatureShape(3, 8, 6), student.Input);
        DropInChecks.AssertRunsLike(student, written.ToByteArray());
        using var gradients = no_grad();
        DropInChecks.AssertRunsLike(student, DropInWriter.Anew(student, network.Template!).ToByteArray());
    }

    // The shape of a map inside a layer is computed with far behind it: the layer goes all the same.
    [Fact]
    public void Export_ShapeOfWhatIsGone_IsKnown()
    {
        using var files = new Scratch();
        var original = TestModel.Map(13)
            .Weight("w", 4, 4, 1, 1)
            .Node("Conv", "x w", "a").Node("Relu", "a", "b").Node("Conv", "b w", "c").Node("Sigmoid", "c", "d")
            .Node("Shape", "a", "s").Node("Reshape", "d s", "e").Ints("last", -1).Ints("zero", 0).Node("Gather", "s zero", "n")
            .Node("Concat", "n last", "flat", ("axis", 0)).Node("Reshape", "e flat", "y");
        using var network = Load(original, files);
        Assert.Single(network.Layers);
        var (student, module) = DropInChecks.WithConvolution(network, 0);
        using var own = module;

        var written = DropInChecks.Write(student, original.Proto);

        var (added, gone) = DropInChecks.Difference(original.Proto, written);
        Assert.Equal(2, gone.Count(node => node.OpType == "Conv"));
        Assert.Single(added, node => node.OpType == "Conv");
        DropInChecks.AssertRunsLike(student, written.ToByteArray());
    }

    [Fact]
    public void Export_NamesThatAreTaken_GetOthers()
    {
        using var files = new Scratch();
        var original = Plain(13).Change(model =>
        {
            foreach (var name in new[] { "node_c.small.weight", "node_c.Conv_0", "node_c.HardSwish_1" })
            {
                model.Graph.Node.Add(new NodeProto { OpType = "Abs", Name = name, Input = { "y" }, Output = { name } });
                model.Graph.Output.Add(new ValueInfoProto { Name = name });
            }
        });
        using var network = Load(original, files);
        Assert.Equal("node_c", Assert.Single(network.Layers).Name);
        var (student, module) = DropInChecks.WithConvolution(network, 0);
        using var own = module;

        DropInChecks.AssertRunsLike(student, DropInChecks.Write(student, original.Proto).ToByteArray());
    }

    // A part of a split is a node of its own in the network; the split stays for the others.
    [Fact]
    public void Export_OneOutputOfSeveral_LeavesTheOthers()
    {
        using var files = new Scratch();
        var original = TestModel.Map(13)
            .Weight("w", 2, 2, 1, 1).Weight("v", 2, 2, 1, 1)
            .Node("Split", "x", "p q", ("axis", 1))
            .Node("Conv", "p w", "a").Node("Relu", "a", "b").Node("Conv", "q v", "c").Node("Concat", "b c", "y", ("axis", 1));
        using var network = Load(original, files);
        var (student, module) = DropInChecks.WithConvolution(network, 0);
        using var own = module;

        DropInChecks.AssertRunsLike(student, DropInChecks.Write(student, original.Proto).ToByteArray());
    }

    private static Network Load(TestModel model, Scratch files) => OnnxNetwork.Load(files.File("model.onnx", model.Proto.ToByteArray())).Network;

    private static TestModel Plain(int opset) => TestModel.Map(opset)
        .Weight("w", 4, 4, 3, 3).Weight("scale", 4, 1, 1)
        .Node("Conv", "x w", "a", ("pads", new long[] { 1, 1, 1, 1 })).Node("Relu", "a", "b").Node("Mul", "b scale", "c")
        .Node("GlobalAveragePool", "c", "p").Node("Flatten", "p", "y");

    private static void Describe(ModelProto model)
    {
        (model.ProducerName, model.ProducerVersion, model.Domain, model.ModelVersion) = ("test", "1.2", "org.example", 7);
        model.DocString = "a model";
        model.MetadataProps.Add(new StringStringEntryProto { Key = "labels", Value = "a,b" });
    }

    private static TestModel Half() => Plain(13).Change(model =>
    {
        model.Graph.Input[0].Type.TensorType.ElemType = ElementTypes.Float16;
        ToHalf(model);
    });

    private static TestModel HalfInside()
    {
        var model = Plain(13).Change(ToHalf);
        model.Graph.Node[0].Input[0] = "x16";
        (model.Graph.Node[^1].Output[0], model.Graph.Node[^1].Name) = ("y16", "flatten");
        return model.Node("Cast", "x", "x16", ("to", 10)).Node("Cast", "y16", "y", ("to", 1))
            .Change(file =>
            {
                var first = file.Graph.Node[^2];
                file.Graph.Node.RemoveAt(file.Graph.Node.Count - 2);
                file.Graph.Node.Insert(0, first);
            });
    }

    private static void ToHalf(ModelProto model)
    {
        var half = model.Graph.Initializer
            .Select(tensor =>
            {
                var changed = OnnxProtos.Floats(ElementTypes.Float16, [.. tensor.Dims], [.. tensor.FloatData]);
                changed.Name = tensor.Name;
                return changed;
            })
            .ToList();
        model.Graph.Initializer.Clear();
        model.Graph.Initializer.AddRange(half);
    }

    private static TestModel ChannelsLast() => TestModel.With(13, 1, 8, 6, 3)
        .Weight("w", 4, 3, 3, 3)
        .Node("Transpose", "x", "t", ("perm", new long[] { 0, 3, 1, 2 }))
        .Node("Conv", "t w", "a", ("pads", new long[] { 1, 1, 1, 1 })).Node("Relu", "a", "b")
        .Node("Transpose", "b", "y", ("perm", new long[] { 0, 2, 3, 1 }));

    private static void MoveOut(ModelProto model, Scratch files)
    {
        var tensor = model.Graph.Initializer[0];
        var bytes = tensor.FloatData.SelectMany(BitConverter.GetBytes).ToArray();
        files.File("weights.bin", bytes);
        tensor.FloatData.Clear();
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "weights.bin" });
    }
}
