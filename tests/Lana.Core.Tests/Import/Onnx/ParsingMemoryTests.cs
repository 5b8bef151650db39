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

        AssertNear(bytes, 0.7, 1.5);
        AssertNear(WithoutWeights(bytes), 0.7, 1.5);
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
        TestContext.Current.SendDiagnosticMessage($"{bytes.Length} {estimate} {allocated} {(double)estimate / allocated:f2} {(double)allocated / bytes.Length:f2}");
        Assert.InRange((double)estimate / allocated, low, high);
    }
}
