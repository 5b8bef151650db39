using Lana.Definitions;

namespace Lana.Candidates;

/// <summary>What the initial weights of a candidate can be computed from.</summary>
/// <param name="TeacherLayer">The teacher's layer; it may run elsewhere at the same time and must not be changed.</param>
/// <param name="Input">Features that go into the layer, float32 [N, C, H, W].</param>
/// <param name="Target">What the layer makes of them, [N, C', H', W'].</param>
/// <param name="Spread">The spread of the initial output, as a share of the target's; 0 leaves weights as they were
/// drawn.</param>
public sealed record InitialisationData(LanaModule TeacherLayer, Tensor Input, Tensor Target, double Spread)
{
    /// <summary>Whether the last convolution is fitted to the target where it can be.</summary>
    /// <value>Default true.</value>
    public bool FitsOutput { get; init; } = true;
}
