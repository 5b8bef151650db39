using Lana.Definitions;

namespace Lana.Pruning;

/// <summary>The channels that go into a convolution and come out of it.</summary>
/// <param name="Conv">The convolution, before it is pruned.</param>
/// <param name="Inputs">A unit for each input channel.</param>
/// <param name="Outputs">A unit for each output channel; of a depthwise convolution those of the input.</param>
internal sealed record ConvChannels(Conv Conv, int[] Inputs, int[] Outputs)
{
    /// <summary>Whether it computes a gate, and so says little about its inputs.</summary>
    public bool IsInGate { get; init; }

    public bool IsDepthwise => ReferenceEquals(Inputs, Outputs);
}
