using Lana.Ranking;
using Lana.Timing;

namespace Lana.Pipeline;

/// <summary>The losses and latencies of assembled networks: each selection is ranked and measured once.</summary>
internal sealed class NetworkTrials(SelectionInputs inputs, StageContext context)
{
    private readonly Dictionary<Selection, double> _losses = [];
    private readonly Dictionary<Selection, double> _latencies = [];

    /// <summary>The latencies that were measured, in milliseconds.</summary>
    public IReadOnlyCollection<double> Latencies => _latencies.Values;

    public bool IsMeasured(Selection selection) => _latencies.ContainsKey(selection);

    /// <summary>The ranker's loss of each selection, in order.</summary>
    public async Task<IReadOnlyList<double>> RankAsync(IReadOnlyList<Selection> selections, bool reports = true)
    {
        var fresh = selections.Where(selection => !_losses.ContainsKey(selection)).ToList();
        var request = new RankingRequest(fresh.ConvertAll(inputs.Assemble), inputs.Data) { Seed = inputs.Seed };
        var losses = await inputs.Ranker
            .RankAsync(request, reports ? context.Progress : null, context.CancellationToken)
            .ConfigureAwait(false);
        foreach (var (selection, loss) in fresh.Zip(losses))
        {
            _losses[selection] = double.IsFinite(loss) ? loss : double.MaxValue;
        }

        return [.. selections.Select(selection => _losses[selection])];
    }

    /// <summary>The latency of a selection in milliseconds; for a relative budget, on the scale of the latency
    /// table.</summary>
    /// <remarks>A network within the budget is measured once more, and the mean counts: with many networks near a
    /// budget, a single measurement would accept some that are above it.</remarks>
    public async Task<double> MeasureAsync(Selection selection, bool reports = true)
    {
        if (!_latencies.TryGetValue(selection, out var milliseconds))
        {
            var student = Student(selection);
            milliseconds = await MeasureOnceAsync(student, reports).ConfigureAwait(false);
            if (milliseconds <= inputs.Budget.Ms)
            {
                var again = await MeasureOnceAsync(student, reports).ConfigureAwait(false);
                milliseconds = (milliseconds + again) / 2.0;
            }

            _latencies[selection] = milliseconds;
        }

        return milliseconds;
    }

    /// <summary>Measures a network above the budget twice more; the median of the three counts from then on.</summary>
    public async Task<double> MeasureAgainAsync(Selection selection)
    {
        var student = Student(selection);
        return _latencies[selection] = Median.OfThree(
            _latencies[selection],
            await MeasureOnceAsync(student, reports: true).ConfigureAwait(false),
            await MeasureOnceAsync(student, reports: true).ConfigureAwait(false));
    }

    private async Task<double> MeasureOnceAsync(LatencySubject student, bool reports) =>
        inputs.Budget.StudentMs((await inputs.Comparison
            .MeasureAsync([student], reports ? context.Progress : null, context.CancellationToken)
            .ConfigureAwait(false))[0]);

    private LatencySubject Student(Selection selection) =>
        LatencySubject.Of(inputs.Assemble(selection), "student").Cached();
}
