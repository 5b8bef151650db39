namespace Lana.Modules;

/// <summary>What the channels of an output are multiplied by, and what is then added to them.</summary>
/// <param name="Factor">A tensor whose first dimension is the channels.</param>
/// <param name="Shift">[C]; null for none.</param>
internal readonly record struct OutputGain(Weight Factor, Weight? Shift)
{
    /// <summary>Whether the factor is a convolution's kernel, not the scale of a norm.</summary>
    public bool IsKernel => Factor.Value.dim() > 1;
}
