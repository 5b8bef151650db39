namespace Lana.Weights;

/// <summary>Sizes and names of stored tensors, shared by reader and writer.</summary>
internal static class WeightLayout
{
    public const string MetadataKey = "__metadata__";

    /// <summary>The limit of the format's reference implementation.</summary>
    public const int HeaderLimit = 100_000_000;

    public const int LengthBytes = sizeof(ulong);

    public const int RankLimit = 64;

    private static readonly UTF8Encoding StrictText = new(false, throwOnInvalidBytes: true);

    public static int SizeOf(WeightType type) => type switch
    {
        WeightType.F64 or WeightType.I64 or WeightType.U64 => 8,
        WeightType.F32 or WeightType.I32 or WeightType.U32 => 4,
        WeightType.F16 or WeightType.BF16 or WeightType.I16 or WeightType.U16 => 2,
        WeightType.I8 or WeightType.U8 or WeightType.Bool => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a weight type."),
    };

    public static string NameOf(WeightType type) => type == WeightType.Bool ? "BOOL" : type.ToString();

    /// <summary>Refuses text that UTF-8 cannot represent: it would change when it is read again.</summary>
    public static void RequireText(string text) => StrictText.GetByteCount(text);

    public static WeightType? Parse(ref Utf8JsonReader reader)
    {
        foreach (var type in Enum.GetValues<WeightType>())
        {
            if (reader.ValueTextEquals(NameOf(type)))
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>The bytes of a tensor; null if a dimension is negative or the product is above 2^63 − 1.</summary>
    public static long? ByteLength(WeightType type, ReadOnlySpan<long> shape)
    {
        var length = (long)SizeOf(type);
        foreach (var dimension in shape)
        {
            if (dimension < 0 || Math.BigMul(length, dimension) > long.MaxValue)
            {
                return null;
            }

            length *= dimension;
        }

        return length;
    }
}
