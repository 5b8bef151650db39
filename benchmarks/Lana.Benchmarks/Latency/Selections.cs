using Lana.Candidates;
using Lana.Networks;

namespace Lana.Benchmarks.Latency;

/// <summary>From the names of operations to a network.</summary>
internal static class Selections
{
    public static NetworkDefinition Assemble(
        NetworkDefinition teacher, ICandidateZoo zoo, IReadOnlyList<string> operations) => teacher.WithLayers(
        [.. teacher.Layers.Zip(operations, (layer, name) => zoo.For(layer)
            .First(operation => operation.Name == name)
            .Define(layer))]);
}
