using Lana.Definitions;

namespace Lana.Networks;

/// <summary>A replaceable part of a network: its index, name, shapes and current definition.</summary>
/// <param name="Index">0-based, counted from the stem.</param>
/// <param name="Name">The prefix of its weights, for example <c>blocks.2.1</c>.</param>
/// <param name="Input">The shape of the input, [C, H, W].</param>
/// <param name="Output">The shape of the output, [C', H', W'].</param>
/// <param name="Definition">The teacher's own definition.</param>
public sealed record Layer(int Index, string Name, FeatureShape Input, FeatureShape Output, Definition Definition)
{
    /// <summary>Gets a value that indicates whether input and output have the same shape, so that the layer can be
    /// removed.</summary>
    public bool KeepsShape => Input == Output;

    /// <summary>The stride s that an operation in this layer needs.</summary>
    public int Stride => (Input.Height + Output.Height - 1) / Output.Height;
}
