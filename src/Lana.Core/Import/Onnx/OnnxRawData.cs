using Lana.Weights;

namespace Lana.Import.Onnx;

/// <summary>Decodes numbers from little-endian bytes.</summary>
internal static class OnnxRawData
{
    /// <summary>Decodes floating-point numbers.</summary>
    public static float[] Floats(ReadOnlySpan<byte> bytes, OnnxElementType type)
    {
        var values = new float[bytes.Length / type.SizeBytes()];
        WeightConversion.Widen(
            type switch
            {
                OnnxElementType.Float16 => WeightType.F16,
                OnnxElementType.BFloat16 => WeightType.BF16,
                OnnxElementType.Float64 => WeightType.F64,
                _ => WeightType.F32,
            },
            bytes,
            values);
        return values;
    }

    /// <summary>Decodes integers and booleans; those above 2⁶³ − 1 become negative.</summary>
    public static long[] Integers(ReadOnlySpan<byte> bytes, OnnxElementType type)
    {
        var size = type.SizeBytes();
        var values = new long[bytes.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            var stored = bytes.Slice(i * size, size);
            values[i] = type switch
            {
                OnnxElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(stored),
                OnnxElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(stored),
                OnnxElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(stored),
                OnnxElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(stored),
                OnnxElementType.Int8 => (sbyte)stored[0],
                OnnxElementType.UInt8 => stored[0],
                OnnxElementType.Bool => stored[0] == 0 ? 0 : 1,
                _ => BinaryPrimitives.ReadInt64LittleEndian(stored),
            };
        }

        return values;
    }
}
