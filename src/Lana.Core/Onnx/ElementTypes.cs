namespace Lana.Onnx;

/// <summary>The types of tensors, by their numbers in the format.</summary>
internal static class ElementTypes
{
    public const int Float32 = 1;

    public const int Int64 = 7;

    public const int Float16 = 10;
}
