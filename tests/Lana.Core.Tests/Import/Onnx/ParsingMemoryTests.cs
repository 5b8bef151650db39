using Google.Protobuf;
using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>The estimate of what parsing allocates, against what it allocates.</summary>
public sealed class ParsingMemoryTests
{
    [Theory]
    [MemberData(nameof(SharedModels.All), MemberType = typeof(SharedModels))]
    public void Estimate_SharedModel_IsNearWhatIsAllocated(string name)
    {
        var bytes = File.ReadAllBytes(SharedModels.PathOf(name));

        AssertNear(bytes, 0.9, 1.2);
        AssertNear(WithoutWeights(bytes), 0.9, 1.2);
    }

    // Fields of a graph or of what is in it, and a few bytes that stand for an object each.
    [Theory]
    [InlineData("nodes", new byte[] { 0x0a, 0x00 })]
    [InlineData("nodes with an output", new byte[] { 0x0a, 0x03, 0x12, 0x01, 0x61 })]
    [InlineData("weights", new byte[] { 0x2a, 0x00 })]
    [InlineData("inputs", new byte[] { 0x5a, 0x00 })]
    [InlineData("attributes", new byte[] { 0x0a, 0x02, 0x2a, 0x00 })]
    [InlineData("unknown fields", new byte[] { 0xf8, 0x7f, 0x01 })]
    public void Read_MillionsOfParts_IsRefusedWithinTenTimesTheFile(string what, byte[] part)
    {
        using var scratch = new Scratch();
        var graph = Enumerable.Repeat(part, 1 << 20).SelectMany(bytes => bytes).ToArray();
        var model = new ModelProto { IrVersion = 8, OpsetImport = { new OperatorSetIdProto { Version = 17 } } }.ToByteArray();
        using var stream = new MemoryStream();
        stream.Write(model);
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(7, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(graph));
        }

        var path = scratch.File("model.onnx", stream.ToArray());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<OnnxImportException>(() => OnnxModelFile.Read(path));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(allocated < (10 * stream.Length) + (256 << 10), $"{what}: {allocated} for {stream.Length}");
        Assert.Contains("it consists of small parts", refusal.Message);
    }

    [Fact]
    public void Estimate_EveryPrefixOfAModel_Ends()
    {
        var bytes = TestModel.With(17, -1, 3, 4, 4).Node("Conv", "x w", "y").Weight("w", 2, 3, 3, 3).Proto.ToByteArray();
        var whole = ParsingMemory.Estimate(ModelProto.Descriptor, bytes);

        Assert.All(
            Enumerable.Range(0, bytes.Length),
            length => Assert.InRange(ParsingMemory.Estimate(ModelProto.Descriptor, bytes.AsSpan(0, length)), 0, whole));
    }

    private static byte[] WithoutWeights(byte[] bytes)
    {
        var model = ModelProto.Parser.ParseFrom(bytes);
        foreach (var tensor in model.Graph.Initializer.Concat(model.Graph.Node.SelectMany(node => node.Attribute).Select(attribute => attribute.T)).OfType<TensorProto>())
        {
            tensor.RawData = ByteString.CopyFromUtf8("12345678");
            tensor.FloatData.Clear();
        }

        return model.ToByteArray();
    }

    private static void AssertNear(byte[] bytes, double low, double high)
    {
        var estimate = ParsingMemory.Estimate(ModelProto.Descriptor, bytes);
        ModelProto.Parser.ParseFrom(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ModelProto.Parser.ParseFrom(bytes);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange((double)estimate / allocated, low, high);
    }
}
