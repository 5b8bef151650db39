using Lana.Modules;

namespace Lana.Definitions;

/// <summary>Computes max(x, 0) + slope · min(x, 0).</summary>
/// <param name="Slope">The slope of negative values, finite; PyTorch's default is 0.01.</param>
/// <remarks>Maas, Hannun and Ng 2013.</remarks>
public sealed record LeakyRelu(double Slope) : Definition
{
    internal override ModelCost Measure(FeatureShape input) => ModelCost.Kept(input);

    internal override Block Create(FeatureShape input, Initializer initializer) => new ElementwiseBlock(
        value => nn.functional.leaky_relu(value, Slope),
        (graph, value) => graph.Add("LeakyRelu", value.Shape, [value], ("alpha", (float)Slope)));
}
