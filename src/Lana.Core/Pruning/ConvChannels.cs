using Lana.Definitions;

namespace Lana.Pruning;

/// <summary>The input and output channels of a convolution.</summary>
/// <param name="Conv">The convolution, before it is pruned.</param>
/// <param name="Inputs">A unit for each input channel.</param>
/// <param name="Outputs">A unit for each output channel; for a depthwise convolution those of the input.</param>
internal sealed record ConvChannels(Conv Conv, int[] Inputs, int[] Outputs)
{
    /// <summary>True if it computes a gate, and therefore contains little information about its inputs.</summary>
    public bool IsInGate { get; init; }

    public bool IsDepthwise => ReferenceEquals(Inputs, Outputs);
}
