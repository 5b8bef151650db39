using Lana.Candidates;
using Lana.Measurement;
using Lana.Networks;
using Lana.Selections;

namespace Lana.Benchmarks.Latency;

/// <summary>Measures selections together with their teacher.</summary>
internal static class Selections
{
    /// <summary>Measures assembled networks together with their teacher, as shares of its latency.</summary>
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
