using System.Buffers.Binary;
using System.Text;

namespace Lana.Weights;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly Scratch _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_FileBuiltByHandFromTheFormat_ReadsEverything()
    {
        const string Json = """
            {"__metadata__":{"format":"pt","é":""},"b":{"shape":[2],"data_offsets":[8,12],"dtype":"BF16"},
            "a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},
            "scalar":{"dtype":"I64","shape":[],"data_offsets":[12,20]},
            "none":{"dtype":"BOOL","shape":[3,0],"data_offsets":[20,20]}}
            """;
        var path = _folder.File(
            "a.safetensors",
            Build(Json + "   ", [0, 0, 128, 63, 0, 0, 32, 193, 128, 63, 32, 193, 254, .. Repeat(255, 7)]));

        using var file = SafetensorsFile.Open(path);

        Assert.Equal(
            ["a F32 [2, 1]", "b BF16 [2]", "scalar I64 []", "none BOOL [3, 0]"],
            file.Tensors.Select(tensor => tensor.ToString()));
        Assert.Equal([8, 4, 8, 0], file.Tensors.Select(tensor => tensor.ByteLength));
        Assert.Equal([2, 2, 1, 0], file.Tensors.Select(tensor => tensor.Count));
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal(["format", "é"], file.Metadata.Keys);
        Assert.Equal([1f, -10f], Singles(file, "a"));
        Assert.Equal([1f, -10f], Singles(file, "b"));
        var number = new long[1];
        file.ReadInt64s("scalar", number);
        Assert.Equal([-2], number);
        file.ReadBytes("none", []);
    }

    [Theory]
    [InlineData("""{}""", 1, "1 bytes of data")]
    [InlineData("""[]""", 0, "another kind")]
    [InlineData(""" {}""", 0, "another kind")]
    [InlineData("""{"a":1}""", 0, "Number")]
    [InlineData("""{"a":{}}""", 0, "needs a dtype")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "needs a dtype")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "needs a dtype")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", 4, "more than 2")]
    [InlineData("""{"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}""", 4, "'F31'")]
    [InlineData("""{"a":{"dtype":32,"shape":[1],"data_offsets":[0,4]}}""", 4, "Number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", 4, "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,4]}}""", 4, "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}}""", 4, "whole numbers")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1152921504606846976,16],"data_offsets":[0,4]}}""", 4, "larger than")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "larger than")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1152921504606846976],"data_offsets":[0,4]}}""", 4, "needs 115292")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[1152921504606846976],"data_offsets":[0,1152921504606846976]}}""",
        4,
        "cut short")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "needs 8 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "end before")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 4, "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "hole")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "cut short")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "5 bytes of data")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}""", 4, "'x'")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "'dtype'")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "Number")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", 0, "twice")]
    [InlineData("""{"__metadata__":[]}""", 0, "StartArray")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", 0, "twice")]
    [InlineData("""{"\ud800":{}}""", 0, "JSON")]
    [InlineData("""{} {}""", 0, "JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]""", 4, "JSON")]
    [InlineData("""{"a":{"b":{"c":{"d":{}}}}}""", 0, "'b'")]
    public void Open_HeaderAtFault_SaysWhat(string json, int dataLength, string expected)
    {
        var path = _folder.File("a.safetensors", Build(json, new byte[dataLength]));

        var thrown = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path));

        Assert.Equal(path, thrown.Path);
        Assert.Contains(path, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(expected, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_TensorsOverlap_NamesTheSecond()
    {
        const string Json = """
            {"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]},"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}
            """;
        var path = _folder.File("a.safetensors", Build(Json, new byte[6]));

        var thrown = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path));

        Assert.Equal("b", thrown.TensorName);
        Assert.Contains("overlaps", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_SameNameTwice_NamesIt()
    {
        const string Json = """
            {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}
            """;
        var path = _folder.File("a.safetensors", Build(Json, new byte[8]));

        var thrown = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path));

        Assert.Equal("a", thrown.TensorName);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(9UL)]
    [InlineData(100_000_001UL)]
    [InlineData(0x7FFFFFFFFFFFFFFFUL)]
    [InlineData(0x8000000000000000UL)]
    [InlineData(0xFFFFFFFFFFFFFFFFUL)]
    public void Open_HeaderLengthNotOfThisFile_Throws(ulong length)
    {
        var bytes = Build("{}      ", []);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);

        var thrown = Assert.Throws<SafetensorsException>(
            () => SafetensorsFile.Open(_folder.File("a.safetensors", bytes)));

        Assert.Contains($"claims {length} bytes in a file of 16", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_InvalidUtf8InAName_Throws()
    {
        var bytes = Build("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", [1]);
        bytes[10] = 0xFF;

        Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(_folder.File("a.safetensors", bytes)));
    }

    [Fact]
    public void Open_MissingOrDirectory_ThrowsSafetensorsException()
    {
        Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(_folder.File("none")));
        Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(_folder.Path));
        Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(_folder.File("no/such/folder")));
    }

    [Fact]
    public void Read_AskedForWhatIsNotThere_SaysWhat()
    {
        using var file = SafetensorsFile.Open(OneTensor());

        var missing = Assert.Throws<SafetensorsException>(() => file.ReadBytes("b", new byte[4]));
        Assert.Equal("b", missing.TensorName);
        var type = Assert.Throws<SafetensorsException>(() => file.ReadInt64s("a", new long[1]));
        Assert.Contains("F32, not a type of whole numbers", type.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => file.ReadSingles("a", new float[2]));
        Assert.Throws<ArgumentException>(() => file.ReadBytes("a", new byte[3]));
    }

    [Fact]
    public void Read_FileCutAfterOpening_ThrowsSafetensorsException()
    {
        var path = OneTensor();
        using var file = SafetensorsFile.Open(path);
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            stream.SetLength(20);
        }

        var thrown = Assert.Throws<SafetensorsException>(() => file.ReadSingles("a", new float[1]));

        Assert.Equal("a", thrown.TensorName);
    }

    [Fact]
    public void Read_AfterDispose_Throws()
    {
        var file = SafetensorsFile.Open(OneTensor());

        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => file.ReadBytes("a", new byte[4]));
    }

    private static byte[] Build(string json, byte[] data)
    {
        var header = Encoding.UTF8.GetBytes(json);
        return [.. BitConverter.GetBytes((ulong)header.Length), .. header, .. data];
    }

    private static IEnumerable<byte> Repeat(byte value, int count) => Enumerable.Repeat(value, count);

    private static float[] Singles(SafetensorsFile file, string name)
    {
        var values = new float[file.Find(name).Count];
        file.ReadSingles(name, values);
        return values;
    }

    private string OneTensor() => _folder.File(
        "one.safetensors", Build("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", [0, 0, 128, 63]));
}
