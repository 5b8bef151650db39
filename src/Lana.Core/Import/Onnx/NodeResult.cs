namespace Lana.Import.Onnx;

/// <summary>A node in its normal form, traced with one batch size.</summary>
/// <param name="Operator">The operator; <c>Identity</c> for one that changes nothing.</param>
/// <param name="Inputs">The tensors it takes; null for an optional one that is absent.</param>
/// <param name="Attributes">What says how, defaults filled in.</param>
/// <param name="Outputs">The tensors it makes.</param>
internal sealed record NodeResult(
    string Operator,
    ImmutableArray<TracedValue?> Inputs,
    OnnxAttributes Attributes,
    ImmutableArray<TracedValue> Outputs)
{
    /// <summary>The operator that hands on what it gets.</summary>
    public const string Identity = "Identity";

    /// <summary>Whether every tensor it takes is known.</summary>
    public bool HasKnownInputs => Inputs.All(input => input is null or { Constant: not null });

    /// <summary>The numbers of a known input.</summary>
    public OnnxConstant Known(int index) => Inputs[index]!.Constant!;
}
