using Google.Protobuf;
using Lana.Onnx.Proto;

namespace Lana.Onnx;

/// <summary>Creates parts of an ONNX file.</summary>
internal static class OnnxProtos
{
    /// <summary>Creates an attribute of a node.</summary>
    public static AttributeProto Attribute(string name, object value) => value switch
    {
        long number => new() { Name = name, I = number, Type = AttributeProto.Types.AttributeType.Int },
        float number => new() { Name = name, F = number, Type = AttributeProto.Types.AttributeType.Float },
        long[] numbers => new() { Name = name, Ints = { numbers }, Type = AttributeProto.Types.AttributeType.Ints },
        float[] numbers => new() { Name = name, Floats = { numbers }, Type = AttributeProto.Types.AttributeType.Floats },
        string text => new() { Name = name, S = ByteString.CopyFromUtf8(text), Type = AttributeProto.Types.AttributeType.String },
        TensorProto tensor => new() { Name = name, T = tensor, Type = AttributeProto.Types.AttributeType.Tensor },
        _ => throw new ArgumentException(
            $"ONNX attribute '{name}' has the unsupported type {value.GetType()}.", nameof(value)),
    };

    /// <summary>Describes an input or output in float32: [N, …] with a free N.</summary>
    public static ValueInfoProto Describe(string name, ReadOnlySpan<int> sizes)
    {
        var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "N" } } };
        foreach (var size in sizes)
        {
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = size });
        }

        return Describe(name, ElementTypes.Float32, shape);
    }

    /// <summary>Describes a weight as an input, as files of IR version 3 list them.</summary>
    public static ValueInfoProto Describe(TensorProto tensor)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(tensor.Dims.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return Describe(tensor.Name, tensor.DataType, shape);
    }

    /// <summary>Creates a tensor of floating-point numbers.</summary>
    /// <param name="type">float32 or float16.</param>
    /// <param name="dims">The shape; empty for one number.</param>
    /// <param name="numbers">The numbers.</param>
    public static TensorProto Floats(int type, ReadOnlySpan<long> dims, ReadOnlySpan<float> numbers)
    {
        var bytes = type == ElementTypes.Float16
            ? MemoryMarshal.AsBytes<Half>(numbers.ToArray().Select(number => (Half)number).ToArray())
            : MemoryMarshal.AsBytes(numbers);
        var tensor = new TensorProto { DataType = type, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.AddRange(dims.ToArray());
        return tensor;
    }

    /// <summary>Creates a list of integers.</summary>
    public static TensorProto Integers(string name, ReadOnlySpan<long> values) => new()
    {
        Name = name,
        DataType = ElementTypes.Int64,
        Dims = { values.Length },
        RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
    };

    private static ValueInfoProto Describe(string name, int type, TensorShapeProto shape) => new()
    {
        Name = name,
        Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type, Shape = shape } },
    };
}
