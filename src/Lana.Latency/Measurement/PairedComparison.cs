namespace Lana.Measurement;

/// <summary>Measures networks beside a teacher, in interleaved runs: what the machine does to both does not change the
/// ratio of two times.</summary>
/// <remarks>A network's place in memory is new in every session and changes its time by some percent, so each run opens
/// sessions of its own: at least two (three for a single student), and more until the standard error of their mean is below
/// 1 %, or for ten runs, or thirty while the teacher is slower than it was. The result is the median of the runs in which the
/// reference model was undisturbed, and the teacher within 4 % of its lower quartile.
/// <para>Remembers the teacher's times, so that later comparisons recognise a slow spell that lasts longer than one. Not safe
/// to call from several threads.</para></remarks>
public sealed class PairedComparison
{
    /// <summary>Runs of a single student whose runs agree; where several share them, two are enough.</summary>
    internal const int Runs = 3;

    /// <summary>Runs that are made, and that count, however much the machine is disturbed.</summary>
    internal const int MinRuns = 2;

    /// <summary>The maximum where the teacher was undisturbed in two of them.</summary>
    internal const int MaxRuns = 10;

    /// <summary>The maximum in a slow spell of the teacher, with pauses between the last of them.</summary>
    internal const int MaxDisturbedRuns = 30;

    /// <summary>The relative standard error of a student's mean at which it is measured well enough.</summary>
    internal const double TargetError = 0.01;

    // A few share a window with the teacher, so that all are timed in the same seconds.
    private const int StudentsPerGroup = 4;

    // Spells were seen to last up to ten seconds, in which a small network is run hundreds of times.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly ILatencyMeter _meter;
    private readonly LatencySubject _teacher;

    /// <summary>Creates a comparison.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="teacher">The network that others are compared with; exported once.</param>
    public PairedComparison(ILatencyMeter meter, LatencySubject teacher)
    {
        ArgumentNullException.ThrowIfNull(meter);
        ArgumentNullException.ThrowIfNull(teacher);
        (_meter, _teacher) = (meter, teacher.Cached());
    }

    /// <summary>Whether the median is taken of the student's shares of the teacher, not of its times.</summary>
    /// <value>Default true.</value>
    public bool IsRelative { get; init; } = true;

    /// <summary>The teacher's earlier times.</summary>
    internal TeacherHistory History { get; init; } = new();

    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Measures students beside the teacher.</summary>
    /// <param name="students">The students; each is exported once.</param>
    /// <param name="progress">Receives finished runs; null disables reports.</param>
    /// <param name="cancellationToken">Stops the meter.</param>
    /// <returns>One pair of times for each student, in order.</returns>
    /// <exception cref="LatencyMeterException">A network cannot be loaded or run.</exception>
    public Task<IReadOnlyList<PairedLatency>> MeasureAsync(
        IReadOnlyList<LatencySubject> students,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        MeasureAsync(students, TimeSpan.MaxValue, progress, cancellationToken);

    /// <summary>Measures at least twice, and starts further runs within a time by the clock.</summary>
    internal async Task<IReadOnlyList<PairedLatency>> MeasureAsync(
        IReadOnlyList<LatencySubject> students,
        TimeSpan time,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(students);
        var started = Clock.GetTimestamp();
        var groups = Groups(students);
        bool IsWanted(ComparedGroup group) =>
            group.Runs < MinRuns
            || (group.WantsMore(Calm(groups), History.CalmMs(TeacherMs(groups))) && Clock.GetElapsedTime(started) < time);
        var tracker = new ProgressTracker("beside the teacher", groups.Count * MaxRuns, progress, Clock);

        // Pass by pass, since a disturbance lasts longer than the runs of one group.
        for (var pass = 0; pass < MaxDisturbedRuns && groups.Exists(IsWanted); pass++)
        {
            if (pass >= MaxRuns)
            {
                await Task.Delay(Pause, Clock, cancellationToken).ConfigureAwait(false);
            }

            foreach (var group in groups.Where(IsWanted))
            {
                await group.RunAsync(_meter, cancellationToken).ConfigureAwait(false);
                tracker.Report(groups.Sum(each => IsWanted(each) ? Math.Min(each.Runs, MaxRuns - 1) : MaxRuns));
            }
        }

        var teacherMs = TeacherMs(groups);
        var calmMs = History.CalmMs(teacherMs);
        History.Add(teacherMs);
        return [.. groups.SelectMany(group => group.Pairs(calmMs))];
    }

    private List<ComparedGroup> Groups(IReadOnlyList<LatencySubject> students)
    {
        var models = new ModelCache();
        return
        [
            .. students
                .Select(student => student.Cached(models))
                .Chunk(StudentsPerGroup)
                .Select(some => new ComparedGroup([_teacher, .. some], IsRelative)),
        ];
    }

    private static double[] TeacherMs(List<ComparedGroup> groups) => [.. groups.SelectMany(group => group.TeacherMs)];

    // Relative to the least disturbed of many; a single one is judged by its own reference.
    private static double Calm(List<ComparedGroup> groups) =>
        groups.Count == 1 ? 1.0 : groups.Min(group => group.SlowdownFactor);
}
