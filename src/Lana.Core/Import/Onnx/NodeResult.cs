namespace Lana.Import.Onnx;

/// <summary>A node in its normal form, traced with one batch size.</summary>
/// <param name="Operator">The operator; <c>Identity</c> for one that changes nothing.</param>
/// <param name="Inputs">The input tensors; null for an optional one that is absent.</param>
/// <param name="Attributes">The parameters, with defaults filled in.</param>
/// <param name="Outputs">The output tensors.</param>
internal sealed record NodeResult(
    string Operator,
    ImmutableArray<TracedValue?> Inputs,
    OnnxAttributes Attributes,
    ImmutableArray<TracedValue> Outputs)
{
    /// <summary>The operator that returns its input.</summary>
    public const string Identity = "Identity";

    /// <summary>True if every input tensor is known.</summary>
    public bool HasKnownInputs => Inputs.All(input => input is null or { Constant: not null });

    /// <summary>The numbers of a known input.</summary>
    public OnnxConstant Known(int index) => Inputs[index]!.Constant!;
}
