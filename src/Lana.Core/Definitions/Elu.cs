using Lana.Modules;

namespace Lana.Definitions;

/// <summary>Computes x if it is positive, otherwise α · (eˣ − 1).</summary>
/// <param name="Alpha">α, finite; PyTorch's default is 1.</param>
/// <remarks>Clevert, Unterthiner and Hochreiter 2016.</remarks>
public sealed record Elu(double Alpha) : Definition
{
    internal override ModelCost Measure(FeatureShape input) => ModelCost.Kept(input);

    internal override Block Create(FeatureShape input, Initializer initializer) => new ElementwiseBlock(
        value => nn.functional.elu(value, Alpha, inplace: false),
        (graph, value) => graph.Add("Elu", value.Shape, [value], ("alpha", (float)Alpha)));
}
