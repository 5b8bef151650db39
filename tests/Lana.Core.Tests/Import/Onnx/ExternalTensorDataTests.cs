using Google.Protobuf;
using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

public sealed class ExternalTensorDataTests : IDisposable
{
    private readonly Scratch _folder = new();

    public ExternalTensorDataTests()
    {
        Directory.CreateDirectory(_folder.File("model", "data"));
        byte[] bytes = [9, 9, 9, 9, 0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64];
        File.WriteAllBytes(_folder.File("model", "data", "w.bin"), bytes);
        File.WriteAllBytes(_folder.File("secret.bin"), bytes);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("data/w.bin")]
    [InlineData("./data/w.bin")]
    [InlineData("data\\w.bin")]
    public void Read_FileBesideTheModel_IsRead(string location)
    {
        var graph = Read(location, "4", "12");

        Assert.Equal([1f, 2, 3], graph.Nodes[0].Inputs[1].Constant!.Floats);
    }

    [Fact]
    public void Read_NoLength_IsTheShapes() => Assert.Equal(2, Read("data/w.bin", "4", null).Nodes[0].Inputs[1].Constant!.Floats[1]);

    [Theory]
    [InlineData("../secret.bin")]
    [InlineData("data/../../secret.bin")]
    [InlineData("data\\..\\..\\secret.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("\\secret.bin")]
    [InlineData("C:\\secret.bin")]
    [InlineData("C:secret.bin")]
    public void Read_FileOutsideTheFolder_IsRefused(string location) =>
        Assert.Contains("outside the model's folder", Refusal(location, "4", "12"));

    [Fact]
    public void Read_LinkToTheOutside_IsRefused()
    {
        File.CreateSymbolicLink(_folder.File("model", "link.bin"), _folder.File("secret.bin"));
        Directory.CreateSymbolicLink(_folder.File("model", "up"), _folder.Path);

        Assert.Contains("a link that leads outside", Refusal("link.bin", "4", "12"));
        Assert.Contains("a link that leads outside", Refusal("up/secret.bin", "4", "12"));
    }

    [Fact]
    public void Read_LinkWithinTheFolder_IsRead()
    {
        File.CreateSymbolicLink(_folder.File("model", "link.bin"), _folder.File("model", "data", "w.bin"));

        Assert.Equal(3, Read("link.bin", "4", "12").Nodes[0].Inputs[1].Constant!.Count);
    }

    [Theory]
    [InlineData("data/w.bin", "8", "12", "12 bytes at 8 are not in 'data/w.bin', which has 16")]
    [InlineData("data/w.bin", "9223372036854775807", "12", "are not in")]
    [InlineData("data/w.bin", "-4", "12", "its offset '-4' is not a number of bytes")]
    [InlineData("data/w.bin", "4", "8", "its shape needs 12 bytes, and the model says 8")]
    [InlineData("data/w.bin", "4", "1152921504606846976", "its shape needs 12 bytes")]
    [InlineData("data/absent.bin", "4", "12", "that file is missing")]
    [InlineData("data", "4", "12", "that file is missing")]
    [InlineData("", "4", "12", "does not say which")]
    public void Read_PlaceThatIsNotThere_IsNamed(string location, string offset, string length, string expected)
    {
        var refusal = Refusal(location, offset, length);

        Assert.Contains("tensor 'w'", refusal);
        Assert.Contains(expected, refusal);
    }

    private string Refusal(string location, string offset, string length) =>
        Assert.Throws<OnnxImportException>(() => Read(location, offset, length)).Message;

    private ImportedGraph Read(string location, string offset, string? length)
    {
        var tensor = new TensorProto
        {
            Name = "w",
            DataType = 1,
            Dims = { 3, 1, 1 },
            DataLocation = TensorProto.Types.DataLocation.External,
            ExternalData =
            {
                new StringStringEntryProto { Key = "location", Value = location },
                new StringStringEntryProto { Key = "offset", Value = offset },
            },
        };
        if (length is not null)
        {
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "length", Value = length });
        }

        var model = TestModel.With(13, -1, 3, 4, 4).Node("Add", "x w", "y")
            .Change(model => model.Graph.Initializer.Add(tensor));
        return OnnxGraphReader.Read(_folder.File("model/m.onnx", model.Proto.ToByteArray()));
    }
}
