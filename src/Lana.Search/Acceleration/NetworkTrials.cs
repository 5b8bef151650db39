using Lana.Measuring;
using Lana.Networks;
using Lana.Ranking;
using Lana.Selection;

namespace Lana.Acceleration;

/// <summary>What assembled networks lose and take: each is looked at once.</summary>
internal sealed class NetworkTrials(AccelerationParts parts, LoopTask task, ulong seed)
{
    private readonly LatencySubject _teacher = ExportedOnce(task.Teacher, "teacher");
    private readonly Dictionary<string, double> _losses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _latencies = new(StringComparer.Ordinal);

    /// <summary>What was measured so far, in milliseconds.</summary>
    public IReadOnlyCollection<double> Latencies => _latencies.Values;

    public static IReadOnlyList<string> Names(SelectionSolution selection) =>
        [.. selection.Choices.Select(choice => choice.Operation)];

    public bool IsMeasured(IReadOnlyList<string> operations) => _latencies.ContainsKey(Key(operations));

    /// <summary>The ranker's loss of each selection, in order.</summary>
    public async Task<IReadOnlyList<double>> RankAsync(
        IReadOnlyList<SelectionSolution> selections,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        var all = selections.Select(Names).ToList();
        var fresh = all.FindAll(operations => !_losses.ContainsKey(Key(operations)));
        var networks = fresh.ConvertAll(operations => task.Assemble(operations));
        var losses = await parts.Ranker
            .RankAsync(new RankingTask(networks, task.Data) { Seed = seed }, progress, cancellationToken)
            .ConfigureAwait(false);
        foreach (var (operations, loss) in fresh.Zip(losses))
        {
            _losses[Key(operations)] = double.IsFinite(loss) ? loss : double.MaxValue;
        }

        return all.ConvertAll(operations => _losses[Key(operations)]);
    }

    /// <summary>What a selection takes, in milliseconds; for a relative budget, of the teacher in the table.</summary>
    /// <remarks>What is within the budget at first is measured once more, and the mean is what counts: of many networks
    /// near a budget, one lucky moment would let the wrong ones pass.</remarks>
    public async Task<double> MeasureAsync(
        IReadOnlyList<string> operations, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        if (!_latencies.TryGetValue(Key(operations), out var milliseconds))
        {
            var student = Student(operations);
            milliseconds = await MeasureOnceAsync(student, progress, cancellationToken).ConfigureAwait(false);
            if (milliseconds <= task.BudgetMs)
            {
                var again = await MeasureOnceAsync(student, progress, cancellationToken).ConfigureAwait(false);
                milliseconds = (milliseconds + again) / 2.0;
            }

            _latencies[Key(operations)] = milliseconds;
        }

        return milliseconds;
    }

    /// <summary>Measures twice more what was measured above the budget; the middle of the three counts from then
    /// on.</summary>
    public async Task<double> MeasureAgainAsync(
        IReadOnlyList<string> operations, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        var student = Student(operations);
        var key = Key(operations);
        double[] measured =
        [
            _latencies[key],
            await MeasureOnceAsync(student, progress, cancellationToken).ConfigureAwait(false),
            await MeasureOnceAsync(student, progress, cancellationToken).ConfigureAwait(false),
        ];
        return _latencies[key] = measured.Order().ElementAt(1);
    }

    private LatencySubject Student(IReadOnlyList<string> operations) =>
        ExportedOnce(task.Assemble(operations), "student");

    private async Task<double> MeasureOnceAsync(
        LatencySubject student, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        var pair = (await SideBySide
            .MeasureAsync(parts.Meter, _teacher, [student], task.IsRelative, task.History, progress, cancellationToken)
            .ConfigureAwait(false))[0];
        return task.IsRelative ? pair.Share * task.Table.TeacherMs : pair.StudentMs;
    }

    // Its weights stay as they are, so the file need not be made again for each measurement.
    private static LatencySubject ExportedOnce(LayeredNetwork network, string name)
    {
        var subject = LatencySubject.Of(network, name);
        var model = new Lazy<byte[]>(subject.Model);
        return subject with { Model = () => model.Value };
    }

    private static string Key(IReadOnlyList<string> operations) => string.Join('|', operations);
}
