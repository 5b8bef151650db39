namespace Lana.Measuring;

/// <summary>Measures networks beside another, the teacher, in interleaved runs: the ratio of two times does not feel
/// what the machine does to both.</summary>
/// <remarks>A measurement is repeated, since a busy machine spoils one now and then, and repeated some more where no
/// run was calm; the calm runs count, and of these the one in the middle.</remarks>
public static class SideBySide
{
    /// <summary>Runs of a calm measurement.</summary>
    public const int Runs = 3;

    /// <summary>Runs at most, where the machine is disturbed.</summary>
    public const int MostRuns = 6;

    // A few share a window with the teacher; more would find their weights out of the caches.
    private const int BesideTeacher = 3;

    /// <summary>Measures.</summary>
    /// <param name="meter">What measures.</param>
    /// <param name="teacher">What the others are compared with.</param>
    /// <param name="students">The others.</param>
    /// <param name="isRelative">Whether a student's share of the teacher decides which run is in the middle, not its
    /// time.</param>
    /// <param name="progress">Told of finished runs; null for nobody.</param>
    /// <param name="cancellationToken">Stops the meter.</param>
    /// <returns>One pair of times for each student, in order.</returns>
    /// <exception cref="LatencyMeterException">A network cannot be loaded or run.</exception>
    public static async Task<IReadOnlyList<MeasuredPair>> MeasureAsync(
        ILatencyMeter meter,
        LatencySubject teacher,
        IReadOnlyList<LatencySubject> students,
        bool isRelative = true,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(meter);
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(students);
        var models = new ModelCache();
        LatencySubject Kept(LatencySubject subject, string key) =>
            subject with { Model = models.Keep(key, subject.Model) };
        var first = Kept(teacher, "teacher");
        var groups = students
            .Select((student, index) => Kept(student, $"{index}"))
            .Chunk(BesideTeacher)
            .Select(some => new ComparedGroup([first, .. some]))
            .ToList();

        var (done, of) = (0, groups.Count * Runs);
        var eta = new ProgressClock("beside the teacher", of, progress, TimeProvider.System);

        // Pass by pass, since what disturbs lasts longer than the runs of one group.
        for (var pass = 0; pass < MostRuns; pass++)
        {
            var calm = groups.Count == 1 ? 1.0 : groups.Min(group => group.Slowness);
            foreach (var group in groups.Where(group => group.WantsMore(calm)))
            {
                await group.RunAsync(meter, cancellationToken).ConfigureAwait(false);
                eta.Report(Math.Min(++done, of));
            }
        }

        return [.. groups.SelectMany(group => group.Pairs(isRelative))];
    }
}
