using Lana.Modules;

namespace Lana.Definitions;

/// <summary>Computes min(max(x, lowest), highest), PyTorch's <c>Hardtanh</c>.</summary>
/// <param name="Min">The lowest value.</param>
/// <param name="Max">The highest value, at least <paramref name="Min"/>.</param>
public sealed record Clip(double Min, double Max) : Definition
{
    internal override ModelCost Measure(FeatureShape input) => Min <= Max
        ? ModelCost.Kept(input)
        : throw new ArgumentException($"The limits of a clip are ordered; got {Min} and {Max}.");

    internal override Block Create(FeatureShape input, Initializer initializer) => new ElementwiseBlock(
        value => value.clamp(Min, Max),
        (graph, value) => graph.Add(
            "Clip", value.Shape, [value, graph.Number((float)Min), graph.Number((float)Max)]));
}
