using System.Text;
using Google.Protobuf;
using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>Files that are no ONNX files, or not of a version that can be read.</summary>
public sealed class OnnxModelFileTests
{
    public static TheoryData<string, string, string> OtherKinds => new()
    {
        { "lfs", "version https://git-lfs.github.com/spec/v1\noid sha256:0", "Git LFS pointer" },
        { "html", "<!DOCTYPE html><html><body>Not found</body></html>", "an HTML page" },
        { "zip", "PK\u0003\u0004\u0014\u0000\u0000\u0000", "files are: export the model to ONNX" },
        { "pickle", "\u0080\u0002\u008A\u000A", "a Python pickle: export the model to ONNX" },
        { "keras", "\u0089HDF\r\n\u001a\n", "an HDF5 file: export the model to ONNX" },
        { "ort", "\u0018\u0000\u0000\u0000ORTM\u0000\u0000", "ONNX Runtime's own format (.ort)" },
        { "empty", "", "empty" },
        { "text", "hello, this is no model", "damaged or cut short" },
        { "json", "{ \"a\": 1 }", "a JSON text" },
    };

    [Theory]
    [MemberData(nameof(OtherKinds))]
    public void Read_AnotherKindOfFile_SaysWhatItIs(string name, string content, string expected)
    {
        using var folder = new Scratch();
        var path = folder.File(name + ".onnx", Encoding.Latin1.GetBytes(content));

        var refusal = Assert.Throws<OnnxImportException>(() => OnnxModelFile.Read(path));

        Assert.Equal(path, refusal.Path);
        Assert.Contains(expected, refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void Read_Folder_SaysSo()
    {
        using var folder = new Scratch();

        Assert.Contains("it is a folder", Assert.Throws<OnnxImportException>(() => OnnxModelFile.Read(folder.Path)).Message);
    }

    [Fact]
    public void Read_MissingFile_SaysSo()
    {
        using var folder = new Scratch();
        var path = folder.File("absent.onnx");

        Assert.Contains("no such file", Assert.Throws<OnnxImportException>(() => OnnxModelFile.Read(path)).Message);
        Assert.Throws<OnnxImportException>(() => OnnxModelFile.Read(folder.File("absent", "model.onnx")));
    }

    [Fact]
    public void Read_EveryPrefix_IsRefusedOrReadWithoutACrash()
    {
        var bytes = TestModel.With(17, -1, 3, 4, 4).Node("Conv", "x w", "y").Weight("w", 2, 3, 3, 3).Proto.ToByteArray();
        using var folder = new Scratch();
        for (var length = 0; length < bytes.Length; length++)
        {
            var path = folder.File("cut.onnx", bytes[..length]);

            var refusal = Record.Exception(() => OnnxGraphReader.Read(path));

            Assert.True(refusal is null or OnnxImportException, $"{length}: {refusal}");
        }
    }

    [Theory]
    [InlineData(6, 8, "its opset is 6; 7 to 21 can be read")]
    [InlineData(22, 8, "its opset is 22; 7 to 21 can be read")]
    [InlineData(13, 2, "its IR version is 2; 3 and later can be read")]
    public void Read_AnotherVersion_SaysWhichCanBeRead(int opset, int irVersion, string expected)
    {
        var model = TestModel.With(opset, -1, 3, 4, 4).Node("Relu", "x", "y")
            .Change(model => model.IrVersion = irVersion);

        Assert.Contains(expected, model.Refusal());
    }

    [Theory]
    [InlineData(7)]
    [InlineData(21)]
    public void Read_OldestAndNewestOpset_AreRead(int opset) =>
        Assert.Single(TestModel.With(opset, -1, 3, 4, 4).Node("Relu", "x", "y").ReadChecked().Nodes);

    [Fact]
    public void Read_NoOpset_IsRefused() => Assert.Contains(
        "which opset",
        TestModel.With(13, -1, 3, 4, 4).Node("Relu", "x", "y").Change(model => model.OpsetImport.Clear()).Refusal());

    [Fact]
    public void Read_OpsetUnderTheLongName_IsRead() => Assert.Single(
        TestModel.With(13, -1, 3, 4, 4).Node("Relu", "x", "y")
            .Change(model => model.OpsetImport[0].Domain = "ai.onnx")
            .Change(model => model.Graph.Node[0].Domain = "ai.onnx")
            .Read().Nodes);

    [Fact]
    public void Read_NoGraph_IsRefused() => Assert.Contains(
        "it has no graph", TestModel.With(13, -1, 3, 4, 4).Change(model => model.Graph = null).Refusal());

    [Fact]
    public void Read_UnknownFields_AreKept()
    {
        var bytes = TestModel.With(13, -1, 3, 4, 4).Node("Relu", "x", "y").Proto.ToByteArray();
        byte[] withTrainingInfo = [.. bytes, 0xA2, 0x01, 0x02, 0x0A, 0x00];
        using var folder = new Scratch();

        var file = OnnxModelFile.Read(folder.File("m.onnx", withTrainingInfo));

        Assert.Equal(withTrainingInfo, file.Model.ToByteArray());
        Assert.NotEqual(ModelProto.Parser.ParseFrom(bytes), file.Model);
    }
}
