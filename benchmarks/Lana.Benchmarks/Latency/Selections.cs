using Lana.Candidates;
using Lana.Measurement;
using Lana.Networks;
using Lana.Selections;

namespace Lana.Benchmarks.Latency;

/// <summary>Measures selections beside their teacher.</summary>
internal static class Selections
{
    /// <summary>What assembled networks take beside their teacher, as shares of it.</summary>
    public static async Task<IReadOnlyList<double>> SharesAsync(
        ILatencyMeter meter,
        NetworkDefinition teacher,
        ISearchSpace searchSpace,
        IEnumerable<Selection> selections,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        var pairs = await new PairedComparison(meter, LatencySubject.Of(teacher)).MeasureAsync(
            [.. selections.Select(selection => LatencySubject.Of(searchSpace.Assemble(teacher, selection)))],
            progress,
            cancellationToken);
        return [.. pairs.Select(pair => pair.Share)];
    }
}
