using Google.Protobuf;
using Lana.Definitions;
using Lana.Export;
using Lana.Import.Onnx;
using Lana.Internal;
using Lana.Networks;
using Lana.Onnx.Proto;
using Lana.Selections;

namespace Lana.Pipeline;

[Collection(TorchCollection.Name)]
public sealed class StudentFilesTests
{
    [Fact]
    public void Load_DefinitionOfMoreThanTheWeightsHold_IsRefusedBeforeItIsBuilt()
    {
        using var scratch = new Scratch();
        var huge = new NetworkDefinition(
            "huge",
            new FeatureShape(1, 8, 8),
            new Conv("stem", 1 << 20, 1),
            [new LayerDefinition("blocks.0", new Conv("conv", 1 << 20, 1))],
            new Chain(new GlobalPool(), new Linear("classifier", 2)));
        var path = scratch.File("student", "architecture.json");
        AtomicFile.WriteJson(path, new StudentArchitecture(2, Selection.Of(["blocks.0"], ["teacher"]), huge.ToJson()));
        File.WriteAllBytes(scratch.File("student.safetensors"), new byte[1000]);

        var failure = Assert.Throws<DamagedFileException>(() => StudentFiles.Load(scratch.Path));

        Assert.Equal(path, failure.Path);
        Assert.Contains("cannot hold", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WithTheTeacher_KeepsTheTeachersFile()
    {
        using var scratch = new Scratch();
        using var teacher = OnnxNetwork.Load(scratch.File("model.onnx", Marked())).Network;
        new StudentFolder(scratch.Path).Write(teacher, Selection.Of(["blocks.0"], ["teacher"]), seed: 0);

        using var alone = StudentFiles.Load(scratch.Path);
        using var student = StudentFiles.Load(scratch.Path, teacher);

        Assert.Empty(ModelProto.Parser.ParseFrom(OnnxExporter.Export(alone)).MetadataProps);
        Assert.Equal(
            ModelProto.Parser.ParseFrom(OnnxExporter.Export(teacher)),
            ModelProto.Parser.ParseFrom(OnnxExporter.Export(student)));
    }

    [Fact]
    public void Load_WithAnotherNetwork_IsRefused()
    {
        using var scratch = new Scratch();
        using var teacher = Small(classes: 3).Build();
        using var other = Small(classes: 4).Build();
        new StudentFolder(scratch.Path).Write(teacher, Selection.Of(["blocks.0"], ["teacher"]), seed: 0);

        var failure = Assert.Throws<ArgumentException>(() => StudentFiles.Load(scratch.Path, other));

        Assert.Contains("is not the teacher", failure.Message, StringComparison.Ordinal);
    }

    // A file with something that Lana's own form does not have.
    private static byte[] Marked()
    {
        using var network = Small(classes: 3).Build();
        var model = ModelProto.Parser.ParseFrom(OnnxExporter.Export(network));
        model.MetadataProps.Add(new StringStringEntryProto { Key = "owner", Value = "somebody" });
        return model.ToByteArray();
    }

    private static NetworkDefinition Small(int classes) => new(
        "small",
        new FeatureShape(1, 8, 8),
        new Conv("stem", 4, 3),
        [new LayerDefinition("blocks.0", new Conv("conv", 4, 3))],
        new Chain(new GlobalPool(), new Linear("classifier", classes)));
}
