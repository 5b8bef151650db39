using Lana.Measurement;
using Lana.Ranking;
using Lana.Selections;

namespace Lana.Pipeline;

/// <summary>What assembled networks lose and take: each is looked at once.</summary>
internal sealed class NetworkTrials(AccelerationParts parts, LoopTask task, ulong seed)
{
    private readonly PairedComparison _comparison = new(parts.Meter, LatencySubject.Of(task.Teacher, "teacher"))
    {
        IsRelative = task.IsRelative,
        History = task.History,
    };

    private readonly Dictionary<Selection, double> _losses = [];
    private readonly Dictionary<Selection, double> _latencies = [];

    /// <summary>What was measured so far, in milliseconds.</summary>
    public IReadOnlyCollection<double> Latencies => _latencies.Values;

    public bool IsMeasured(Selection selection) => _latencies.ContainsKey(selection);

    /// <summary>The ranker's loss of each selection, in order.</summary>
    public async Task<IReadOnlyList<double>> RankAsync(
        IReadOnlyList<Selection> selections,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        var fresh = selections.Where(selection => !_losses.ContainsKey(selection)).ToList();
        var networks = fresh.ConvertAll(task.Assemble);
        var losses = await parts.Ranker
            .RankAsync(new RankingRequest(networks, task.Data) { Seed = seed }, progress, cancellationToken)
            .ConfigureAwait(false);
        foreach (var (selection, loss) in fresh.Zip(losses))
        {
            _losses[selection] = double.IsFinite(loss) ? loss : double.MaxValue;
        }

        return [.. selections.Select(selection => _losses[selection])];
    }

    /// <summary>What a selection takes, in milliseconds; for a relative budget, of the teacher in the table.</summary>
    /// <remarks>What is within the budget at first is measured once more, and the mean is what counts: of many networks
    /// near a budget, one lucky moment would let the wrong ones pass.</remarks>
    public async Task<double> MeasureAsync(
        Selection selection, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        if (!_latencies.TryGetValue(selection, out var milliseconds))
        {
            var student = Student(selection);
            milliseconds = await MeasureOnceAsync(student, progress, cancellationToken).ConfigureAwait(false);
            if (milliseconds <= task.BudgetMs)
            {
                var again = await MeasureOnceAsync(student, progress, cancellationToken).ConfigureAwait(false);
                milliseconds = (milliseconds + again) / 2.0;
            }

            _latencies[selection] = milliseconds;
        }

        return milliseconds;
    }

    /// <summary>Measures twice more what was measured above the budget; the middle of the three counts from then
    /// on.</summary>
    public async Task<double> MeasureAgainAsync(
        Selection selection, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        var student = Student(selection);
        double[] measured =
        [
            _latencies[selection],
            await MeasureOnceAsync(student, progress, cancellationToken).ConfigureAwait(false),
            await MeasureOnceAsync(student, progress, cancellationToken).ConfigureAwait(false),
        ];
        return _latencies[selection] = measured.Order().ElementAt(1);
    }

    private LatencySubject Student(Selection selection) =>
        LatencySubject.Of(task.Assemble(selection), "student").Cached();

    private async Task<double> MeasureOnceAsync(
        LatencySubject student, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        var pair = (await _comparison.MeasureAsync([student], progress, cancellationToken).ConfigureAwait(false))[0];
        return task.IsRelative ? pair.Share * task.Table.TeacherMs : pair.StudentMs;
    }
}
