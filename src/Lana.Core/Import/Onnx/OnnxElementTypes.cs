namespace Lana.Import.Onnx;

/// <summary>Properties of element types.</summary>
internal static class OnnxElementTypes
{
    /// <summary>Returns true for a floating-point type, which is read as float32.</summary>
    public static bool IsFloat(this OnnxElementType type) => type
        is OnnxElementType.Float32 or OnnxElementType.Float16 or OnnxElementType.BFloat16 or OnnxElementType.Float64;

    /// <summary>Returns true for a boolean or an integer type, which is read as int64.</summary>
    public static bool IsInteger(this OnnxElementType type) => type
        is OnnxElementType.Int64 or OnnxElementType.Int32 or OnnxElementType.Int16 or OnnxElementType.Int8
        or OnnxElementType.UInt64 or OnnxElementType.UInt32 or OnnxElementType.UInt16 or OnnxElementType.UInt8
        or OnnxElementType.Bool;

    /// <summary>The number of bytes of a value in raw data.</summary>
    public static int SizeBytes(this OnnxElementType type) => type switch
    {
        OnnxElementType.Float64 or OnnxElementType.Int64 or OnnxElementType.UInt64 => 8,
        OnnxElementType.Float32 or OnnxElementType.Int32 or OnnxElementType.UInt32 => 4,
        OnnxElementType.Float16 or OnnxElementType.BFloat16 or OnnxElementType.Int16 or OnnxElementType.UInt16 => 2,
        _ => 1,
    };

    /// <summary>The name in messages, for example <c>float32</c>.</summary>
    public static string Describe(this OnnxElementType type) => type switch
    {
        OnnxElementType.Text => "string",
        OnnxElementType.Float64 => "float64 (double)",
        _ when Enum.IsDefined(type) => type.ToString().ToLowerInvariant(),
        _ => $"of the unknown element type {(int)type}",
    };
}
