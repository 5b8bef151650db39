using Lana.Calibration;
using Lana.Candidates;
using Lana.Measurement;
using Lana.Networks;
using Lana.Tables;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lana.Profiling;

/// <summary>Measures the table of a teacher and a search space with a meter.</summary>
/// <remarks>
/// LANA, section 3.3. Every distinct (definition, input shape) is timed once in each of several passes, in place
/// between two narrow convolutions whose own time is subtracted; the identity takes 0 and is not timed. What the
/// meter's reference calls disturbed is timed again, and all of it while there is time. Stem and head take what the
/// whole teacher takes beyond its layers. A few assembled networks are measured as a whole behind that, to correct the
/// sums by. Safe to call from several threads; the meter makes them take turns.
/// </remarks>
/// <param name="meter">What times.</param>
/// <param name="clock">The clock for date and ETA; null for the system's.</param>
/// <param name="logger">Told of what speaks against a table; null for nobody.</param>
public sealed class LatencyTableBuilder(
    ILatencyMeter meter, TimeProvider? clock = null, ILogger<LatencyTableBuilder>? logger = null) : ILatencyTableBuilder
{
    // Between two saves: a few windows, some seconds.
    private const int SubjectsPerSave = 64;
    private const int NetworksPerSave = 12;

    private readonly ILatencyMeter _meter = meter ?? throw new ArgumentNullException(nameof(meter));
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly ILogger _logger = logger ?? NullLogger<LatencyTableBuilder>.Instance;

    /// <summary>How many assembled networks are measured as a whole: the fastest, the slowest, and some
    /// between.</summary>
    /// <value>Default 20; 0 for none, which leaves the plain sums. Fewer where there are no more.</value>
    public int Networks { get; init; } = 20;

    /// <summary>While less than this has passed, operations are timed in further passes, thirty at most: what a pass
    /// finds differs from the next by some percent, and the mean of more passes by less.</summary>
    /// <value>Default 60 s; 0 for no more passes than are needed: two, or up to six of what was disturbed in
    /// each.</value>
    public TimeSpan TimeForPasses { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>While less than this has passed, networks are measured in further runs, until their error is small or
    /// there are ten.</summary>
    /// <value>Default 40 s; 0 for two runs of each.</value>
    public TimeSpan TimeForNetworks { get; init; } = TimeSpan.FromSeconds(40);

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

    // First every pass over all, then more passes over what was disturbed in each of them, then over all again while there
    // is time. A finished table that was found is left as it is.
    private async Task<bool> MeasureOperationsAsync(
        TableDraft draft, string? path, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        var isChanged = false;
        Task PassAsync(IReadOnlyList<(string, LatencySubject)> subjects, string stage)
        {
            isChanged = true;
            return TimeAsync(draft, subjects, path, new ProgressClock(stage, subjects.Count, progress, _clock), cancellationToken);
        }

        for (var pending = draft.Pending; pending.Count > 0; pending = draft.Pending)
        {
            await PassAsync(pending, isChanged ? "latency table, what was disturbed" : "latency table").ConfigureAwait(false);
        }

        while (isChanged && _clock.GetElapsedTime(started) < TimeForPasses && draft.Further is { Count: > 0 } further)
        {
            await PassAsync(further, "latency table, once more").ConfigureAwait(false);
        }

        return isChanged;
    }

    private async Task TimeAsync(
        TableDraft draft,
        IReadOnlyList<(string Key, LatencySubject Subject)> subjects,
        string? path,
        ProgressClock eta,
        CancellationToken cancellationToken)
    {
        for (var done = 0; done < subjects.Count; done += SubjectsPerSave)
        {
            var chunk = subjects.Skip(done).Take(SubjectsPerSave).ToList();
            var measurements = await _meter
                .MeasureAsync(chunk.ConvertAll(subject => subject.Subject), new Relay(eta, done), cancellationToken)
                .ConfigureAwait(false);
            draft.Add(
            [
                .. chunk.Zip(measurements, (subject, measurement) => KeyValuePair.Create(subject.Key, measurement)),
            ]);
            SaveIf(path, () => draft.ToTable(_clock.GetUtcNow()));
        }
    }

    private async Task<bool> MeasureNetworksAsync(
        TableDraft draft, string? path, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        var missing = draft.MissingNetworks(Networks);
        if (missing.Count == 0)
        {
            return false;
        }

        var eta = new ProgressClock("networks beside the latency table", missing.Count, progress, _clock);
        // The passes took longer than these runs: a spell that lasts as long as the runs shows against them.
        var history = new TeacherHistory();
        history.Add(draft.TeacherPassesMs);
        var done = 0;
        foreach (var some in missing.Chunk(NetworksPerSave))
        {
            var pairs = await PairedComparison
                .MeasureAsync(
                    _meter,
                    draft.Teacher,
                    [.. some.Select(draft.Assemble)],
                    isRelative: true,
                    history,
                    TimeForNetworks * some.Length / missing.Count,
                    _clock,
                    progress: null,
                    cancellationToken)
                .ConfigureAwait(false);
            draft.Add(some.Zip(
                pairs, (operations, pair) => new MeasuredNetwork(operations, pair.Share * draft.TeacherMs)));
            SaveIf(path, () => draft.ToTable(_clock.GetUtcNow()));
            done += some.Length;
            eta.Report(done);
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

    private sealed class Relay(ProgressClock clock, int before) : IProgress<LanaProgress>
    {
        public void Report(LanaProgress value) => clock.Report(before + value.Done);
    }
}
