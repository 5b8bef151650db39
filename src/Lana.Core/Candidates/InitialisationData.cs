using Lana.Definitions;

namespace Lana.Candidates;

/// <summary>The data from which the initial weights of a candidate can be computed.</summary>
/// <param name="TeacherLayer">The teacher's layer; it may run in another thread at the same time and must not be
/// changed.</param>
/// <param name="Input">Inputs of the layer, float32 [N, C, H, W].</param>
/// <param name="Target">The layer's outputs for these inputs, [N, C', H', W'].</param>
/// <param name="Spread">The spread of the initial output, as a share of the target's; 0 keeps the random weights.</param>
public sealed record InitialisationData(LanaModule TeacherLayer, Tensor Input, Tensor Target, double Spread)
{
    /// <summary>True to fit the last convolution to the target if possible.</summary>
    /// <value>Default true.</value>
    public bool FitsOutput { get; init; } = true;
}
