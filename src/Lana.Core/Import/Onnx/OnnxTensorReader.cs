using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>Decodes the tensors of one file. Declared sizes are checked against the data before anything is
/// allocated.</summary>
/// <param name="path">The model's file.</param>
internal sealed class OnnxTensorReader(string path)
{
    private const int MaxRank = 64;

    /// <summary>Decodes a tensor.</summary>
    /// <param name="tensor">The tensor in the file.</param>
    /// <param name="name">Its name in messages and of the result.</param>
    /// <exception cref="OnnxImportException">It is damaged or of a type that cannot be used.</exception>
    public OnnxConstant Read(TensorProto tensor, string name)
    {
        var (type, count) = Check(tensor, name);
        if (tensor.DataLocation == TensorProto.Types.DataLocation.External)
        {
            return Decode(new ExternalTensorData(path, name).Read(tensor, count * type.SizeBytes()), tensor, name);
        }

        if (!tensor.HasRawData)
        {
            CheckLength(name, tensor.Dims, count, OnnxTypedData.CountOf(tensor, type), "numbers");
            return Make(tensor, name, OnnxTypedData.Floats(tensor, type), OnnxTypedData.Integers(tensor, type));
        }

        CheckLength(name, tensor.Dims, count * type.SizeBytes(), tensor.RawData.Length, "bytes");
        return Decode(tensor.RawData.Span, tensor, name);
    }

    /// <summary>Reads the bytes of a tensor that are stored in another file.</summary>
    /// <exception cref="OnnxImportException">They cannot be read, or the tensor is of a type that cannot be used.</exception>
    public byte[] ReadExternal(TensorProto tensor)
    {
        var (type, count) = Check(tensor, tensor.Name);
        return new ExternalTensorData(path, tensor.Name).Read(tensor, count * type.SizeBytes());
    }

    private (OnnxElementType Type, long Count) Check(TensorProto tensor, string name)
    {
        var type = (OnnxElementType)tensor.DataType;
        if (!type.IsFloat() && !type.IsInteger())
        {
            throw Fail(name, $"it is {type.Describe()}: only numbers and booleans can be imported");
        }

        return tensor.Segment is not null
            ? throw Fail(name, "it is stored in segments, which nothing writes: export the model again")
            : (type, CountOf(tensor, name));
    }

    private static OnnxConstant Decode(ReadOnlySpan<byte> bytes, TensorProto tensor, string name)
    {
        var type = (OnnxElementType)tensor.DataType;
        return type.IsFloat()
            ? Make(tensor, name, OnnxRawData.Floats(bytes, type), null)
            : Make(tensor, name, null, OnnxRawData.Integers(bytes, type));
    }

    private static OnnxConstant Make(TensorProto tensor, string name, float[]? floats, long[]? integers)
    {
        var type = (OnnxElementType)tensor.DataType;
        return floats is not null
            ? new OnnxConstant(name, [.. tensor.Dims], floats) { ElementType = type }
            : new OnnxConstant(name, [.. tensor.Dims], integers!, type);
    }

    private long CountOf(TensorProto tensor, string name)
    {
        if (tensor.Dims.Count > MaxRank)
        {
            throw Fail(name, $"it has {tensor.Dims.Count} axes; at most {MaxRank} can be read");
        }

        if (tensor.Dims.Any(size => size < 0))
        {
            throw Fail(name, $"its shape {Show(tensor.Dims)} has a negative size");
        }

        var count = tensor.Dims.Contains(0) ? 0 : tensor.Dims.Aggregate(
            Int128.One, (product, size) => product > int.MaxValue ? product : product * size);
        return count <= int.MaxValue
            ? (long)count
            : throw Fail(name, $"its shape {Show(tensor.Dims)} is that of more than 2^31 numbers");
    }

    private void CheckLength(string name, IEnumerable<long> dims, long expected, long actual, string unit)
    {
        if (expected != actual)
        {
            var hint = actual < expected ? "it is cut short" : "it holds more than its shape";
            throw Fail(name, $"its shape {Show(dims)} needs {expected} {unit}, and there are {actual}: {hint}");
        }
    }

    private OnnxImportException Fail(string name, string reason) =>
        new(path, $"tensor '{Shortened.Of(name)}': {reason}.");

    private static string Show(IEnumerable<long> dims) =>
        $"[{Shortened.List(dims.Select(size => $"{size}"), 8, ", ")}]";
}
