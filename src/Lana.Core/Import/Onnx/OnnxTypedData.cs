using Google.Protobuf.Collections;
using Lana.Onnx.Proto;
using Lana.Weights;

namespace Lana.Import.Onnx;

/// <summary>Reads numbers from the fields of a tensor other than its raw bytes.</summary>
internal static class OnnxTypedData
{
    /// <summary>The number of values in the field for this type.</summary>
    public static int CountOf(TensorProto tensor, OnnxElementType type) => type switch
    {
        OnnxElementType.Float32 => tensor.FloatData.Count,
        OnnxElementType.Float64 => tensor.DoubleData.Count,
        OnnxElementType.Int64 => tensor.Int64Data.Count,
        OnnxElementType.UInt32 or OnnxElementType.UInt64 => tensor.Uint64Data.Count,
        _ => tensor.Int32Data.Count,
    };

    /// <summary>The numbers of a floating-point tensor; null for others.</summary>
    public static float[]? Floats(TensorProto tensor, OnnxElementType type) => type switch
    {
        OnnxElementType.Float32 => [.. tensor.FloatData],
        OnnxElementType.Float64 => Convert(tensor.DoubleData, value => (float)value),
        OnnxElementType.Float16 => Convert(tensor.Int32Data, bits => WeightConversion.FromFloat16((ushort)bits)),
        OnnxElementType.BFloat16 => Convert(tensor.Int32Data, bits => WeightConversion.FromBFloat16((ushort)bits)),
        _ => null,
    };

    /// <summary>The numbers of an integer or boolean tensor; null for others.</summary>
    public static long[]? Integers(TensorProto tensor, OnnxElementType type) => type switch
    {
        _ when type.IsFloat() => null,
        OnnxElementType.Int64 => [.. tensor.Int64Data],
        OnnxElementType.UInt32 or OnnxElementType.UInt64 => Convert(tensor.Uint64Data, value => (long)value),
        OnnxElementType.Bool => Convert(tensor.Int32Data, value => value == 0 ? 0L : 1L),
        _ => Convert(tensor.Int32Data, value => (long)value),
    };

    private static TResult[] Convert<T, TResult>(RepeatedField<T> field, Func<T, TResult> convert)
    {
        var result = new TResult[field.Count];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = convert(field[i]);
        }

        return result;
    }
}
