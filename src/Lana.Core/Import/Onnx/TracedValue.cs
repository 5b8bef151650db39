namespace Lana.Import.Onnx;

/// <summary>A tensor while the graph is traced with one batch size: its shape, and its numbers if they are known.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Type">The element type; every floating-point type is float32.</param>
/// <param name="Dims">The size of every axis, including the batch.</param>
/// <param name="Constant">The numbers; null if they depend on the input.</param>
internal sealed record TracedValue(
    string Name, OnnxElementType Type, ImmutableArray<long> Dims, OnnxConstant? Constant = null)
{
    public TracedValue(OnnxConstant constant)
        : this(
            constant.Name,
            constant.IsFloat ? OnnxElementType.Float32 : constant.ElementType,
            constant.Dims,
            constant)
    {
    }

    /// <summary>The number of axes.</summary>
    public int Rank => Dims.Length;

    /// <summary>The number of values.</summary>
    public long Count => Dims.Aggregate(1L, (product, size) => product * size);

    /// <summary>Formats the shape.</summary>
    public string Show() => Constant is null && Rank > 0 && Dims[0] is OnnxTracer.FirstBatch or OnnxTracer.SecondBatch
        ? $"[{string.Join(", ", Dims.Select(size => $"{size}").Skip(1).Prepend("N"))}]"
        : $"[{string.Join(", ", Dims)}]";
}
