using System.Text;

namespace Lana.Weights;

public sealed class SafetensorsWriterTests : IDisposable
{
    private readonly Scratch _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_TwoTensors_GivesTheBytesOfTheFormat()
    {
        var path = _folder.File("a.safetensors");
        var metadata = new Dictionary<string, string> { ["z"] = "1", ["a"] = "2" };

        SafetensorsWriter.Write(
            path,
            [
                new("w", WeightType.U8, [3], stream => stream.Write([1, 2, 3])),
                TensorData.FromInt64s("b", [], new long[] { 5 }),
            ],
            metadata);

        const string Json =
            """{"__metadata__":{"a":"2","z":"1"},"w":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"""
            + """ "b":{"dtype":"I64","shape":[],"data_offsets":[3,11]}}""";
        var bytes = File.ReadAllBytes(path);
        var headerLength = (int)BitConverter.ToUInt64(bytes);
        Assert.Equal(0, headerLength % 8);
        Assert.Equal(Json.Replace(" ", ""), Encoding.UTF8.GetString(bytes, 8, headerLength).TrimEnd(' '));
        Assert.Equal([1, 2, 3, 5, 0, 0, 0, 0, 0, 0, 0], bytes[(8 + headerLength)..]);
    }

    [Fact]
    public void Write_NoTensors_ReadsBackEmpty()
    {
        var path = _folder.File("a.safetensors");

        SafetensorsWriter.Write(path, []);

        using var file = SafetensorsFile.Open(path);
        Assert.Empty(file.Tensors);
        Assert.Empty(file.Metadata);
    }

    [Fact]
    public void Write_SameArguments_GivesTheSameBytes()
    {
        SafetensorsWriter.Write(_folder.File("a"), [TensorData.FromSingles("w", [2], new float[] { 1, 2 })]);
        SafetensorsWriter.Write(_folder.File("b"), [TensorData.FromSingles("w", [2], new float[] { 1, 2 })]);

        Assert.Equal(File.ReadAllBytes(_folder.File("a")), File.ReadAllBytes(_folder.File("b")));
    }

    [Fact]
    public void Write_NameTwice_ThrowsAndWritesNothing()
    {
        TensorData[] tensors = [TensorData.FromInt64s("w", [0], default), TensorData.FromSingles("w", [0], default)];

        var thrown = Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(_folder.File("a"), tensors));

        Assert.Contains("'w'", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void Write_CallbackWritesAnotherLength_ThrowsAndKeepsTheOldFile(int written)
    {
        var path = _folder.File("a", [9]);
        var tensor = new TensorData("w", WeightType.F32, [1], stream => stream.Write(new byte[written]));

        var thrown = Assert.Throws<InvalidOperationException>(() => SafetensorsWriter.Write(path, [tensor]));

        Assert.Contains($"wrote {written} bytes", thrown.Message, StringComparison.Ordinal);
        Assert.Equal([9], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Write_PathIsADirectory_ThrowsOutputException() =>
        Assert.Throws<OutputException>(() => SafetensorsWriter.Write(_folder.Path, []));

    [Fact]
    public void Write_TextThatUtf8CannotHold_ThrowsArgumentException()
    {
        const string Half = "\uD800";

        Assert.ThrowsAny<ArgumentException>(() => TensorData.FromInt64s(Half, [0], default));
        Assert.ThrowsAny<ArgumentException>(() => SafetensorsWriter.Write(
            _folder.File("a"), [], new Dictionary<string, string> { ["key"] = Half }));
        Assert.ThrowsAny<ArgumentException>(() => SafetensorsWriter.Write(
            _folder.File("a"), [], new Dictionary<string, string> { [Half] = "value" }));
    }

    [Fact]
    public void TensorData_ContentDoesNotFit_Throws()
    {
        Assert.Throws<ArgumentException>(() => new TensorData("w", WeightType.F32, [-1], _ => { }));
        Assert.Throws<ArgumentException>(() => new TensorData("w", WeightType.F32, [1L << 62], _ => { }));
        Assert.Throws<ArgumentException>(() => new TensorData("w", WeightType.F32, new long[65], _ => { }));
        Assert.Throws<ArgumentException>(() => new TensorData("__metadata__", WeightType.F32, [0], _ => { }));
        Assert.Throws<ArgumentException>(() => TensorData.FromSingles("w", [3], new float[2]));
        Assert.Throws<ArgumentException>(() => TensorData.FromSingles("w", [2], new float[2], WeightType.I32));
        Assert.Throws<ArgumentException>(() => TensorData.FromInt64s("w", [3], new long[2]));
    }
}
