using Lana.Candidates;
using Lana.Definitions;
using Lana.Networks;
using Lana.Selections;

namespace Lana.Benchmarks.Latency;

/// <summary>Substitutes for scores: the fewer multiply-accumulates of the teacher's layer an operation keeps, the worse
/// its score.</summary>
internal static class MacScores
{
    public static ScoreTable Of(NetworkDefinition teacher, ISearchSpace searchSpace) => new(
        "share of multiply-accumulates lost",
        teacher.Name,
        teacher.Layers.SelectMany(layer => searchSpace.For(layer)
            .Select(operation => new ScoreEntry(layer.Name, operation.Name, Lost(layer, operation.Define(layer))))));

    private static double Lost(Layer layer, Definition definition) => 1.0 - Math.Min(
        1.0, (double)definition.Cost(layer.Input).Macs / layer.Definition.Cost(layer.Input).Macs);
}
