namespace Lana.Import.Onnx;

/// <summary>An operator in its normal form, which <see cref="OnnxGraphReader"/> creates for files of any opset.</summary>
internal sealed record ImportedNode
{
    /// <summary>A unique name; that of the file if it has one.</summary>
    public required string Name { get; init; }

    /// <summary>The operator, for example <c>Conv</c>.</summary>
    public required string Operator { get; init; }

    /// <summary>The input tensors. Inputs that are parameters (axes, pads, sizes) are attributes instead.</summary>
    public required ImmutableArray<ImportedInput> Inputs { get; init; }

    /// <summary>The output tensors.</summary>
    public required ImmutableArray<ImportedValue> Outputs { get; init; }

    /// <summary>Every attribute of the operator, with defaults filled in.</summary>
    public required OnnxAttributes Attributes { get; init; }

    public override string ToString() => $"'{Name}' ({Operator})";
}
