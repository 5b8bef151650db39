namespace Lana.Weights;

/// <summary>Converts single precision to and from the shorter and longer formats of stored weights.</summary>
/// <remarks>Narrowing rounds to the nearest, ties to even; large values become infinite, NaN stays NaN.</remarks>
internal static class WeightConversion
{
    private const uint HalfOfTheRest = 0x7FFF;
    private const ushort QuietBit = 0x0040;

    public static ushort ToBFloat16(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value)
            ? (ushort)((bits >> 16) | QuietBit)
            : (ushort)((bits + HalfOfTheRest + ((bits >> 16) & 1)) >> 16);
    }

    public static float FromBFloat16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    public static ushort ToFloat16(float value) => BitConverter.HalfToUInt16Bits((Half)value);

    public static float FromFloat16(ushort bits) => (float)BitConverter.UInt16BitsToHalf(bits);

    /// <summary>Encodes numbers as they are stored (little endian).</summary>
    public static void Narrow(WeightType type, ReadOnlySpan<float> values, Span<byte> destination)
    {
        var size = CheckSizes(type, values.Length, destination.Length);
        if (type == WeightType.F32 && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values).CopyTo(destination);
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            var target = destination.Slice(i * size, size);
            switch (type)
            {
                case WeightType.F32:
                    BinaryPrimitives.WriteSingleLittleEndian(target, values[i]);
                    break;
                case WeightType.F64:
                    BinaryPrimitives.WriteDoubleLittleEndian(target, values[i]);
                    break;
                case WeightType.F16:
                    BinaryPrimitives.WriteUInt16LittleEndian(target, ToFloat16(values[i]));
                    break;
                default:
                    BinaryPrimitives.WriteUInt16LittleEndian(target, ToBFloat16(values[i]));
                    break;
            }
        }
    }

    /// <summary>Decodes numbers as they are stored (little endian).</summary>
    public static void Widen(WeightType type, ReadOnlySpan<byte> source, Span<float> destination)
    {
        var size = CheckSizes(type, destination.Length, source.Length);
        if (type == WeightType.F32 && BitConverter.IsLittleEndian)
        {
            source.CopyTo(MemoryMarshal.AsBytes(destination));
            return;
        }

        for (var i = 0; i < destination.Length; i++)
        {
            var stored = source.Slice(i * size, size);
            destination[i] = type switch
            {
                WeightType.F32 => BinaryPrimitives.ReadSingleLittleEndian(stored),
                WeightType.F64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(stored),
                WeightType.F16 => FromFloat16(BinaryPrimitives.ReadUInt16LittleEndian(stored)),
                _ => FromBFloat16(BinaryPrimitives.ReadUInt16LittleEndian(stored)),
            };
        }
    }

    public static bool IsInteger(WeightType type) => type
        is WeightType.I64 or WeightType.I32 or WeightType.I16 or WeightType.I8
        or WeightType.U64 or WeightType.U32 or WeightType.U16 or WeightType.U8;

    /// <summary>Decodes whole numbers as they are stored (little endian); false if one is above 2^63 − 1.</summary>
    public static bool TryWiden(WeightType type, ReadOnlySpan<byte> source, Span<long> destination)
    {
        var size = WeightLayout.SizeOf(type);
        for (var i = 0; i < destination.Length; i++)
        {
            var stored = source.Slice(i * size, size);
            destination[i] = type switch
            {
                WeightType.I64 or WeightType.U64 => BinaryPrimitives.ReadInt64LittleEndian(stored),
                WeightType.I32 => BinaryPrimitives.ReadInt32LittleEndian(stored),
                WeightType.U32 => BinaryPrimitives.ReadUInt32LittleEndian(stored),
                WeightType.I16 => BinaryPrimitives.ReadInt16LittleEndian(stored),
                WeightType.U16 => BinaryPrimitives.ReadUInt16LittleEndian(stored),
                WeightType.I8 => (sbyte)stored[0],
                WeightType.U8 => stored[0],
                _ => throw new ArgumentException($"{type} is not a type of whole numbers.", nameof(type)),
            };
            if (type == WeightType.U64 && destination[i] < 0)
            {
                return false;
            }
        }

        return true;
    }

    private static int CheckSizes(WeightType type, int count, int bytes)
    {
        if (type is not (WeightType.F32 or WeightType.F16 or WeightType.BF16 or WeightType.F64))
        {
            throw new ArgumentException($"{type} is not a floating-point type.", nameof(type));
        }

        var size = WeightLayout.SizeOf(type);
        return (long)count * size == bytes
            ? size
            : throw new ArgumentException($"{count} numbers of {type} are {(long)count * size} bytes, got {bytes}.");
    }
}
