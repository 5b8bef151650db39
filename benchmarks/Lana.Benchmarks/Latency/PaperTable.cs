using System.Diagnostics;
using Lana.Candidates;
using Lana.Networks;
using Lana.Profiling;
using Samples;

namespace Lana.Benchmarks.Latency;

/// <summary>The cost of the latency table for a network and the paper's 197 operations.</summary>
/// <param name="TableSeconds">The duration in seconds; an estimate if <paramref name="IsExtrapolated"/>.</param>
/// <param name="IsExtrapolated">True if only a tenth of the operations was measured, and the time was multiplied by the
/// ratio of the numbers of distinct models.</param>
/// <param name="MeasuredSeconds">The duration of the measurement in seconds.</param>
/// <param name="MeasuredModels">Distinct (operation, shape) pairs that were measured.</param>
/// <param name="Models">Distinct (operation, shape) pairs of the whole table.</param>
/// <param name="Entries">(layer, operation) pairs of the table that was measured.</param>
internal sealed record PaperTable(
    double TableSeconds, bool IsExtrapolated, double MeasuredSeconds, int MeasuredModels, int Models, int Entries)
{
    private const int Tenth = 10;

    public static async Task<PaperTable> RunAsync(
        LatencyPlan plan, NetworkDefinition teacher, CancellationToken cancellationToken)
    {
        ISearchSpace searchSpace = plan.IsShort
            ? new SearchSpace(SearchSpace.Paper.Operations.Where((_, index) => index % Tenth == 0))
            : SearchSpace.Paper;
        var started = Stopwatch.GetTimestamp();
        var table = await new LatencyTableBuilder(plan.OnnxMeter()).BuildAsync(
            teacher, searchSpace, path: null, new ProgressLines("paper"), cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var (measured, all) = (Distinct(teacher, searchSpace), Distinct(teacher, SearchSpace.Paper));
        return new PaperTable(seconds * all / measured, plan.IsShort, seconds, measured, all, table.Count);
    }

    private static int Distinct(NetworkDefinition teacher, ISearchSpace searchSpace) => teacher.Layers
        .SelectMany(layer => searchSpace.For(layer).Select(operation => (operation.Define(layer), layer.Input)))
        .Distinct()
        .Count();
}
