namespace Lana.Onnx;

/// <summary>Types of tensors, by the numbers that the format gives them.</summary>
internal static class ElementTypes
{
    public const int Float32 = 1;

    public const int Int64 = 7;

    public const int Float16 = 10;
}
