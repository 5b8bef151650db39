using Lana.Candidates;
using Lana.Measuring;
using Lana.Networks;

namespace Lana.Benchmarks.Latency;

/// <summary>From the names of operations to a network and what it takes.</summary>
internal static class Selections
{
    public static NetworkDefinition Assemble(
        NetworkDefinition teacher, ICandidateZoo zoo, IReadOnlyList<string> operations) => teacher.WithLayers(
        [.. teacher.Layers.Zip(operations, (layer, name) => zoo.For(layer)
            .First(operation => operation.Name == name)
            .Define(layer))]);

    /// <summary>What assembled networks take beside their teacher, as shares of it.</summary>
    public static async Task<IReadOnlyList<double>> SharesAsync(
        ILatencyMeter meter,
        NetworkDefinition teacher,
        ICandidateZoo zoo,
        IEnumerable<IReadOnlyList<string>> selections,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        var pairs = await SideBySide.MeasureAsync(
            meter,
            LatencySubject.Of(teacher),
            [.. selections.Select(selection => LatencySubject.Of(Assemble(teacher, zoo, selection)))],
            progress: progress,
            cancellationToken: cancellationToken);
        return [.. pairs.Select(pair => pair.Share)];
    }
}
