namespace Lana.Measurement;

/// <summary>Measures networks together with a teacher, in interleaved runs: a disturbance that slows both does not
/// change the ratio of the two times.</summary>
/// <remarks>A network's location in memory differs between sessions and changes its time by a few percent, so each run
/// opens new sessions. There are at least two runs (three for a single student), and more until the standard error of
/// their mean is below 1 %, up to ten runs, or thirty while the teacher is slower than before. The result is the median
/// of the runs in which the reference model was undisturbed, and the teacher was within 4 % of its lower quartile.
/// <para>It remembers the teacher's times, so that later comparisons recognise a slow period that lasts longer than one
/// comparison. Not safe to call from several threads.</para></remarks>
public sealed class PairedComparison
{
    /// <summary>The number of runs of a single student whose runs agree; if several students share them, two are
    /// enough.</summary>
    internal const int Runs = 3;

    /// <summary>The minimum number of runs that are made, and that count, however much the machine is disturbed.</summary>
    internal const int MinRuns = 2;

    /// <summary>The maximum number of runs if the teacher was undisturbed in two of them.</summary>
    internal const int MaxRuns = 10;

    /// <summary>The maximum number of runs in a slow period of the teacher, with pauses between the last of them.</summary>
    internal const int MaxDisturbedRuns = 30;

    /// <summary>The relative standard error of a student's mean at which its measurement ends.</summary>
    internal const double TargetError = 0.01;

    // A few students share a window with the teacher, so that all are timed within the same seconds.
    private const int StudentsPerGroup = 4;

    // Slow periods of up to ten seconds were observed, in which a small network runs hundreds of times.
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

    /// <summary>True to take the median of the student's shares of the teacher's time; false to take the median of its
    /// times.</summary>
    /// <value>Default true.</value>
    public bool IsRelative { get; init; } = true;

    /// <summary>The teacher's earlier times.</summary>
    internal TeacherHistory History { get; init; } = new();

    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Measures students together with the teacher.</summary>
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

    /// <summary>Measures at least twice, and starts further runs within a time limit.</summary>
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

    // Relative to the least disturbed of many groups; a single group is compared with its own reference.
    private static double Calm(List<ComparedGroup> groups) =>
        groups.Count == 1 ? 1.0 : groups.Min(group => group.SlowdownFactor);
}
