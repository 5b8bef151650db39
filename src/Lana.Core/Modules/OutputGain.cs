namespace Lana.Modules;

/// <summary>The factor of the channels of an output, and the shift that is added afterwards.</summary>
internal readonly record struct OutputGain(Weight Factor, Weight? Shift)
{
    /// <summary>True if the factor is a convolution's kernel, not the scale of a norm.</summary>
    public bool IsKernel => Factor.Value.dim() > 1;
}
