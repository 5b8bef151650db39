using System.Globalization;
using Google.Protobuf;
using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

public sealed class OnnxTensorReaderTests
{
    private static readonly OnnxTensorReader Reader = new("model.onnx");

    private static readonly TensorProto[] TypedNumbers =
    [
        new TensorProto { DataType = 1, Dims = { 2 }, FloatData = { 1, -2 } },
        new TensorProto { DataType = 11, Dims = { 2 }, DoubleData = { 1, -2 } },
        new TensorProto { DataType = 10, Dims = { 2 }, Int32Data = { 0x3C00, 0xC000 } },
        new TensorProto { DataType = 16, Dims = { 2 }, Int32Data = { 0x3F80, 0xC000 } },
        new TensorProto { DataType = 7, Dims = { 2 }, Int64Data = { 1, -2 } },
        new TensorProto { DataType = 6, Dims = { 2 }, Int32Data = { 1, -2 } },
        new TensorProto { DataType = 5, Dims = { 2 }, Int32Data = { 1, -2 } },
        new TensorProto { DataType = 3, Dims = { 2 }, Int32Data = { 1, -2 } },
    ];

    public static TheoryData<int, byte[]> RawNumbers => new()
    {
        { 1, [0, 0, 128, 63, 0, 0, 0, 192] },
        { 10, [0, 0x3C, 0, 0xC0] },
        { 16, [0x80, 0x3F, 0, 0xC0] },
        { 11, [0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0] },
        { 7, [1, 0, 0, 0, 0, 0, 0, 0, 0xFE, 255, 255, 255, 255, 255, 255, 255] },
        { 6, [1, 0, 0, 0, 0xFE, 255, 255, 255] },
        { 5, [1, 0, 0xFE, 255] },
        { 3, [1, 0xFE] },
    };

    [Theory]
    [MemberData(nameof(RawNumbers))]
    public void Read_RawData_IsDecoded(int type, byte[] bytes)
    {
        var tensor = new TensorProto { DataType = type, Dims = { 2 }, RawData = ByteString.CopyFrom(bytes) };

        Assert.Equal([1f, -2f], Reader.Read(tensor, "w").ToFloats());
    }

    [Fact]
    public void Read_TypedData_IsDecoded() => Assert.All(TypedNumbers, tensor =>
    {
        var constant = Reader.Read(tensor, "w");

        Assert.Equal([1f, -2f], constant.ToFloats());
        Assert.Equal(tensor.DataType, (int)constant.ElementType);
        Assert.Equal([2L], constant.Dims);
    });

    [Fact]
    public void Read_UnsignedAndBoolean_AreDecoded()
    {
        Assert.Equal([255L], Reader.Read(Raw(2, [1], 255), "w").Integers);
        Assert.Equal([65535L], Reader.Read(Raw(4, [1], 255, 255), "w").Integers);
        Assert.Equal([4294967295L], Reader.Read(Raw(12, [1], 255, 255, 255, 255), "w").Integers);
        Assert.Equal([1L, 0], Reader.Read(Raw(9, [2], 7, 0), "w").Integers);
        Assert.Equal([3L], Reader.Read(new TensorProto { DataType = 13, Dims = { 1 }, Uint64Data = { 3 } }, "w").Integers);
        Assert.Equal([1L], Reader.Read(new TensorProto { DataType = 9, Dims = { 1 }, Int32Data = { 3 } }, "w").Integers);
    }

    [Fact]
    public void Read_NoDims_IsOneNumber() => Assert.Equal(1, Reader.Read(Raw(1, [], 0, 0, 128, 63), "w").Count);

    [Fact]
    public void Read_SizeZero_HasNoNumbers() => Assert.Equal(0, Reader.Read(Raw(1, [0, 1L << 60]), "w").Count);

    [Theory]
    [InlineData("-1", 4, "negative size")]
    [InlineData("1152921504606846976", 4, "more than 2^31 numbers")]
    [InlineData("4294967296 4294967296 4294967296", 4, "more than 2^31 numbers")]
    [InlineData("2", 4, "needs 8 bytes, and there are 4: it is cut short")]
    [InlineData("2", 12, "needs 8 bytes, and there are 12: it holds more than its shape")]
    public void Read_ShapeThatDoesNotFitTheData_IsNamed(string dims, int bytes, string expected)
    {
        var tensor = Raw(1, [.. dims.Split(' ').Select(text => long.Parse(text, CultureInfo.InvariantCulture))], new byte[bytes]);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<OnnxImportException>(() => Reader.Read(tensor, "w"));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Contains("tensor 'w'", refusal.Message);
        Assert.Contains(expected, refusal.Message);
        Assert.InRange(allocated, 0, 1 << 20);
    }

    [Fact]
    public void Read_TypedDataCutShort_IsNamed() => Assert.Contains(
        "needs 3 numbers, and there are 1",
        Refusal(new TensorProto { DataType = 1, Dims = { 3 }, FloatData = { 1 } }));

    [Theory]
    [InlineData(8, "string")]
    [InlineData(14, "complex64")]
    [InlineData(17, "unknown element type 17")]
    [InlineData(0, "undefined")]
    public void Read_OtherType_IsNamed(int type, string expected) =>
        Assert.Contains(expected, Refusal(new TensorProto { DataType = type, Dims = { 1 } }));

    [Fact]
    public void Read_Segments_AreRefused() => Assert.Contains(
        "segments", Refusal(new TensorProto { DataType = 1, Segment = new TensorProto.Types.Segment() }));

    [Fact]
    public void Read_TooManyAxes_IsNamed()
    {
        var tensor = new TensorProto { DataType = 1 };
        tensor.Dims.AddRange(Enumerable.Repeat(1L, 100));

        Assert.Contains("100 axes", Refusal(tensor));
    }

    [Fact]
    public void Read_Weight_IsNamedByTheReader()
    {
        var model = TestModel.With(13, -1, 3, 4, 4).Node("Add", "x w", "y")
            .Change(model => model.Graph.Initializer.Add(new TensorProto { Name = "w", DataType = 1, Dims = { -3 } }));

        Assert.Contains("tensor 'w': its shape [-3] has a negative size", model.Refusal());
    }

    private static TensorProto Raw(int type, long[] dims, params byte[] bytes) =>
        new() { DataType = type, Dims = { dims }, RawData = ByteString.CopyFrom(bytes) };

    private static string Refusal(TensorProto tensor) =>
        Assert.Throws<OnnxImportException>(() => Reader.Read(tensor, "w")).Message;
}
