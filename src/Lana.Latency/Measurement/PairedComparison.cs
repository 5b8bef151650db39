namespace Lana.Measurement;

/// <summary>Measures networks beside another, the teacher, in interleaved runs: the ratio of two times does not feel
/// what the machine does to both.</summary>
/// <remarks>A network's place in memory is new in every session, and small networks are faster or slower by some percent
/// for it: each run opens sessions of its own, and runs go on until the error of their mean is small, or there are ten,
/// or thirty while the teacher is slower than it was. What disturbs a run slows one network more than another, and the
/// reference hardly where it is the shared cache that others use: of the runs that were calm by the reference, and in
/// which the teacher was within 4 % of its lower quartile, the median counts.</remarks>
public static class PairedComparison
{
    /// <summary>Runs of a single student whose runs agree; where several share them, two are enough.</summary>
    public const int Runs = 3;

    /// <summary>Runs at most, where the teacher was undisturbed in two of them.</summary>
    public const int MostRuns = 10;

    /// <summary>Runs at most of what is measured in a slow spell of the teacher; between the last of them are
    /// pauses.</summary>
    internal const int MostDisturbedRuns = 30;

    /// <summary>The relative standard error of a student's mean at which it is measured well enough.</summary>
    public const double TargetError = 0.01;

    /// <summary>Runs that are made, and that count, however much the machine is disturbed.</summary>
    internal const int FewestRuns = 2;

    // Spells were seen to last up to ten seconds, in which a small network is run hundreds of times.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // A few share a window with the teacher, so that all are timed in the same seconds.
    private const int BesideTeacher = 4;

    /// <summary>Measures.</summary>
    /// <param name="meter">What measures.</param>
    /// <param name="teacher">What the others are compared with.</param>
    /// <param name="students">The others.</param>
    /// <param name="isRelative">Whether the median is taken of the student's shares of the teacher, not of its
    /// times.</param>
    /// <param name="history">What the teacher took in earlier comparisons, which this one is added to; null for none.</param>
    /// <param name="progress">Told of finished runs; null for nobody.</param>
    /// <param name="cancellationToken">Stops the meter.</param>
    /// <returns>One pair of times for each student, in order.</returns>
    /// <exception cref="LatencyMeterException">A network cannot be loaded or run.</exception>
    public static Task<IReadOnlyList<PairedLatency>> MeasureAsync(
        ILatencyMeter meter,
        LatencySubject teacher,
        IReadOnlyList<LatencySubject> students,
        bool isRelative = true,
        TeacherHistory? history = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        MeasureAsync(
            meter,
            teacher,
            students,
            isRelative,
            history ?? new TeacherHistory(),
            TimeSpan.MaxValue,
            TimeProvider.System,
            progress,
            cancellationToken);

    /// <summary>Measures, twice at least, and while there is time by the clock.</summary>
    internal static async Task<IReadOnlyList<PairedLatency>> MeasureAsync(
        ILatencyMeter meter,
        LatencySubject teacher,
        IReadOnlyList<LatencySubject> students,
        bool isRelative,
        TeacherHistory history,
        TimeSpan time,
        TimeProvider clock,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(meter);
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(students);
        var started = clock.GetTimestamp();
        var models = new ModelCache();
        LatencySubject Kept(LatencySubject subject, string key) =>
            subject with { Model = models.Keep(key, subject.Model) };
        var first = Kept(teacher, "teacher");
        var groups = students
            .Select((student, index) => Kept(student, $"{index}"))
            .Chunk(BesideTeacher)
            .Select(some => new ComparedGroup([first, .. some], isRelative))
            .ToList();

        double[] TeacherMs() => [.. groups.SelectMany(group => group.TeacherMs)];
        bool HasTime() => clock.GetElapsedTime(started) < time;
        bool IsWanted(ComparedGroup group) =>
            group.Runs < FewestRuns || (group.WantsMore(Calm(groups), history.CalmMs(TeacherMs())) && HasTime());
        var eta = new ProgressClock("beside the teacher", groups.Count * MostRuns, progress, clock);

        // Pass by pass, since what disturbs lasts longer than the runs of one group.
        for (var pass = 0; pass < MostDisturbedRuns && groups.Exists(IsWanted); pass++)
        {
            if (pass >= MostRuns)
            {
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            }

            foreach (var group in groups.Where(IsWanted))
            {
                await group.RunAsync(meter, cancellationToken).ConfigureAwait(false);
                eta.Report(groups.Sum(each => IsWanted(each) ? Math.Min(each.Runs, MostRuns - 1) : MostRuns));
            }
        }

        var teacherMs = TeacherMs();
        var calmMs = history.CalmMs(teacherMs);
        history.Add(teacherMs);
        return [.. groups.SelectMany(group => group.Pairs(calmMs))];
    }

    // What is as calm as the calmest of many; a single one is measured by its own reference.
    private static double Calm(List<ComparedGroup> groups) =>
        groups.Count == 1 ? 1.0 : groups.Min(group => group.SlowdownFactor);
}
