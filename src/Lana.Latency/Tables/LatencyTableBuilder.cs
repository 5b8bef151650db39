using System.Collections.Immutable;
using Lana.Candidates;
using Lana.Measuring;
using Lana.Networks;
using Measured = System.Collections.Immutable.ImmutableSortedDictionary<string, Lana.Measuring.LatencyMeasurement>;

namespace Lana.Tables;

/// <summary>Measures the table of a teacher and a zoo with a meter.</summary>
/// <remarks>
/// LANA, section 3.3. Every distinct (definition, input shape) is timed once, in place between two narrow convolutions
/// whose own time is subtracted; the identity takes 0 and is not timed. Stem and head take what the whole teacher takes
/// beyond its layers. Safe to call from several threads; the meter makes them take turns.
/// </remarks>
/// <param name="meter">What times.</param>
/// <param name="clock">The clock for date and ETA; null for the system's.</param>
public sealed class LatencyTableBuilder(ILatencyMeter meter, TimeProvider? clock = null) : ILatencyTableBuilder
{
    // Between two saves: a few windows, some seconds.
    private const int SubjectsPerSave = 64;

    private static readonly Measured Nothing =
        ImmutableSortedDictionary.Create<string, LatencyMeasurement>(StringComparer.Ordinal);

    private readonly ILatencyMeter _meter = meter ?? throw new ArgumentNullException(nameof(meter));
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <inheritdoc/>
    public async Task<LatencyTable> BuildAsync(
        NetworkDefinition teacher,
        ICandidateZoo zoo,
        string? path = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(zoo);
        var plan = new TablePlan(teacher, zoo);
        var kept = Kept(path, teacher);
        var measured = kept?.Measurements ?? Nothing;
        var pending = plan.Pending(measured);
        var eta = new ProgressClock("latency table", Math.Max(1, pending.Count), progress, _clock);
        for (var done = 0; done < pending.Count; done += SubjectsPerSave)
        {
            var chunk = pending.Skip(done).Take(SubjectsPerSave).ToList();
            var measurements = await _meter.MeasureAsync(
                [.. chunk.Select(subject => subject.Subject)],
                new Relay(eta, done),
                cancellationToken).ConfigureAwait(false);
            measured = measured.SetItems(chunk.Zip(
                measurements, (subject, measurement) => KeyValuePair.Create(subject.Key, measurement)));
            SaveIf(path, Table(teacher, plan, measured, _clock.GetUtcNow()));
        }

        eta.Report(Math.Max(1, pending.Count));
        var unchangedSince = pending.Count == 0 ? kept?.MeasuredAt : null;
        var table = Table(teacher, plan, measured, unchangedSince ?? _clock.GetUtcNow());
        SaveIf(path, table);
        return table;
    }

    private static void SaveIf(string? path, LatencyTable table)
    {
        if (path is not null)
        {
            table.Save(path);
        }
    }

    private LatencyTable? Kept(string? path, NetworkDefinition teacher) => path is not null && File.Exists(path)
        ? LatencyTable.Load(path).RequireFor(_meter.Profile, teacher)
        : null;

    private LatencyTable Table(
        NetworkDefinition teacher, TablePlan plan, Measured measured, DateTimeOffset measuredAt)
    {
        var entries = plan.Entries(measured);
        var layersMs =
            entries.Where(entry => entry.Operation == TeacherOperation.OperationName).Sum(entry => entry.LatencyMs);
        var teacherMs = plan.TeacherMs(measured);
        return new LatencyTable(
            _meter.Profile,
            measuredAt,
            teacher.Name,
            teacher.Fingerprint,
            teacher.Layers.Select(layer => layer.Name),
            teacherMs,
            Math.Max(0.0, teacherMs - layersMs),
            entries)
        {
            IsComplete = plan.Pending(measured).Count == 0,
            Measurements = measured,
        };
    }

    private sealed class Relay(ProgressClock clock, int before) : IProgress<LanaProgress>
    {
        public void Report(LanaProgress value) => clock.Report(before + value.Done);
    }
}
