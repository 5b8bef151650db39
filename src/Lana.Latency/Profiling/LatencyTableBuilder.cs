using Lana.Calibration;
using Lana.Tables;

namespace Lana.Profiling;

/// <summary>Measures the table of a teacher and a search space with a meter.</summary>
/// <remarks>LANA, section 3.3. Every distinct (definition, input shape) is timed once in each of several passes,
/// between two narrow convolutions whose own time is subtracted; the identity takes 0 and is not timed. Subjects that
/// were disturbed, according to the meter's reference, are timed again, and all subjects are timed again while there is
/// time. The time of stem and head is that of the whole teacher minus its layers. Then a few assembled networks are
/// measured as a whole, to correct the sums. Safe to call from several threads; the meter makes them take
/// turns.</remarks>
/// <param name="meter">The meter.</param>
/// <param name="options">The options; null for the defaults.</param>
/// <param name="clock">The clock for dates and remaining times; null for the system's.</param>
/// <param name="logger">Receives calibration warnings; null disables logging.</param>
/// <exception cref="ArgumentException">An option is out of its range.</exception>
public sealed class LatencyTableBuilder(
    ILatencyMeter meter,
    LatencyTableOptions? options = null,
    TimeProvider? clock = null,
    ILogger<LatencyTableBuilder>? logger = null) : ILatencyTableBuilder
{
    // The number of subjects between two saves: a few windows, which take some seconds.
    private const int SubjectsPerSave = 64;
    private const int NetworksPerSave = 12;

    private readonly ILatencyMeter _meter = meter ?? throw new ArgumentNullException(nameof(meter));
    private readonly LatencyTableOptions _options = new LatencyTableOptionsValidator().Require(options ?? new LatencyTableOptions());
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly ILogger _logger = logger ?? NullLogger<LatencyTableBuilder>.Instance;

    internal LatencyTableOptions Options => _options;

    /// <inheritdoc/>
    public async Task<LatencyTable> BuildAsync(
        NetworkDefinition teacher,
        ISearchSpace searchSpace,
        string? path = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(searchSpace);
        var draft = new TableDraft(teacher, searchSpace, _meter.Profile);
        path = path is null ? null : Path.GetFullPath(path);
        var kept = Kept(path, teacher);
        if (kept is not null)
        {
            draft.Resume(kept);
        }

        var isChanged = await MeasureOperationsAsync(draft, path, progress, cancellationToken).ConfigureAwait(false);
        isChanged |= await MeasureNetworksAsync(draft, path, progress, cancellationToken).ConfigureAwait(false);
        var table = draft.ToTable(kept is null || isChanged ? _clock.GetUtcNow() : kept.MeasuredAt);
        SaveIf(path, () => table);
        if (new TableLatencyPredictor(table).CalibrationWarning is { } warning)
        {
            LatencyLog.CalibrationWarning(_logger, warning);
        }

        return table;
    }

    // First the minimum number of passes over all subjects, then more passes over those that were disturbed in each
    // pass, then over all again while there is time. A complete table is not changed.
    private async Task<bool> MeasureOperationsAsync(
        TableDraft draft, string? path, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        var isChanged = false;
        Task PassAsync(IReadOnlyList<TimedSubject> subjects, string stage)
        {
            isChanged = true;
            return TimeAsync(draft, subjects, path, new ProgressTracker(stage, subjects.Count, progress, _clock), cancellationToken);
        }

        for (var pending = draft.Pending; pending.Count > 0; pending = draft.Pending)
        {
            await PassAsync(pending, isChanged ? "latency table, what was disturbed" : "latency table").ConfigureAwait(false);
        }

        while (isChanged && _clock.GetElapsedTime(started) < _options.TimeForPasses && draft.Further is { Count: > 0 } further)
        {
            await PassAsync(further, "latency table, once more").ConfigureAwait(false);
        }

        return isChanged;
    }

    private async Task TimeAsync(
        TableDraft draft,
        IReadOnlyList<TimedSubject> subjects,
        string? path,
        ProgressTracker tracker,
        CancellationToken cancellationToken)
    {
        for (var done = 0; done < subjects.Count; done += SubjectsPerSave)
        {
            var chunk = subjects.Skip(done).Take(SubjectsPerSave).ToList();
            var measurements = await _meter
                .MeasureAsync(chunk.ConvertAll(subject => subject.Subject), new Relay(tracker, done), cancellationToken)
                .ConfigureAwait(false);
            draft.Add([.. chunk.Zip(measurements, (subject, estimate) => KeyValuePair.Create(subject.Key, estimate))]);
            SaveIf(path, () => draft.ToTable(_clock.GetUtcNow()));
        }
    }

    private async Task<bool> MeasureNetworksAsync(
        TableDraft draft, string? path, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        var missing = draft.MissingNetworks(_options.Networks);
        if (missing.Count == 0)
        {
            return false;
        }

        var tracker = new ProgressTracker("networks beside the latency table", missing.Count, progress, _clock);
        var comparison = new PairedComparison(_meter, draft.Teacher) { Clock = _clock };

        // The passes took longer than these runs: with their times, a slow period that lasts as long as the runs is
        // recognised.
        comparison.History.Add(draft.TeacherPassesMs);
        foreach (var some in missing.Chunk(NetworksPerSave))
        {
            var time = _options.TimeForNetworks * some.Length / missing.Count;
            var pairs = await comparison
                .MeasureAsync([.. some.Select(draft.Assemble)], time, progress: null, cancellationToken)
                .ConfigureAwait(false);
            draft.Add(some.Zip(
                pairs, (operations, pair) => new MeasuredNetwork(operations, pair.Share * draft.TeacherMs)));
            SaveIf(path, () => draft.ToTable(_clock.GetUtcNow()));
            tracker.Advance(some.Length);
        }

        return true;
    }

    private static void SaveIf(string? path, Func<LatencyTable> table)
    {
        if (path is not null)
        {
            table().Save(path);
        }
    }

    private LatencyTable? Kept(string? path, NetworkDefinition teacher) => path is not null && File.Exists(path)
        ? LatencyTable.Load(path).RequireFor(_meter.Profile, teacher)
        : null;

    private sealed class Relay(ProgressTracker tracker, int before) : IProgress<LanaProgress>
    {
        public void Report(LanaProgress value) => tracker.Report(before + value.Done);
    }
}
