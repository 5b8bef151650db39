namespace Lana.Import.Onnx;

/// <summary>An operator in the one form that <see cref="OnnxGraphReader"/> gives it, whatever the file's opset.</summary>
internal sealed record ImportedNode
{
    /// <summary>A name that no other node has; that of the file where it gives one.</summary>
    public required string Name { get; init; }

    /// <summary>The operator, for example <c>Conv</c>.</summary>
    public required string Operator { get; init; }

    /// <summary>The tensors it takes. Inputs that say how (axes, pads, sizes) are attributes instead.</summary>
    public required ImmutableArray<ImportedInput> Inputs { get; init; }

    /// <summary>The tensors it makes.</summary>
    public required ImmutableArray<ImportedValue> Outputs { get; init; }

    /// <summary>Every attribute that the operator has, defaults filled in.</summary>
    public required OnnxAttributes Attributes { get; init; }

    public override string ToString() => $"'{Name}' ({Operator})";
}
