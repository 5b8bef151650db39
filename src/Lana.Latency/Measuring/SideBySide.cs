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

    // Runs this near to the calmest count, and one this calm is enough.
    private const double CalmTolerance = 1.08;

    /// <summary>Measures.</summary>
    /// <param name="meter">What measures.</param>
    /// <param name="teacher">What the others are compared with.</param>
    /// <param name="students">The others.</param>
    /// <param name="isRelative">Whether a student's share of the teacher decides which run is in the middle, not its
    /// time.</param>
    /// <param name="progress">Told by the meter; null for nobody.</param>
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
        var pairs = new List<MeasuredPair>(students.Count);
        var exported = ExportedOnce(teacher);
        foreach (var some in students.Chunk(BesideTeacher))
        {
            LatencySubject[] subjects = [exported, .. some.Select(ExportedOnce)];
            var runs = await RunAsync(meter, subjects, progress, cancellationToken).ConfigureAwait(false);
            pairs.AddRange(some.Select((_, index) => Middle(runs, index + 1, isRelative)));
        }

        return pairs;
    }

    // Every run opens the model again, which need not be made again.
    private static LatencySubject ExportedOnce(LatencySubject subject)
    {
        var model = new Lazy<byte[]>(subject.Model);
        return subject with { Model = () => model.Value };
    }

    private static async Task<List<IReadOnlyList<LatencyMeasurement>>> RunAsync(
        ILatencyMeter meter,
        LatencySubject[] subjects,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        var runs = new List<IReadOnlyList<LatencyMeasurement>>(Runs);
        while (runs.Count < Runs || (runs.Count < MostRuns && runs.TrueForAll(run => run[0].Slowness > CalmTolerance)))
        {
            runs.Add(await meter.MeasureAsync(subjects, progress, cancellationToken).ConfigureAwait(false));
        }

        return runs;
    }

    private static MeasuredPair Middle(List<IReadOnlyList<LatencyMeasurement>> runs, int student, bool isRelative)
    {
        // What was brought to different levels of the reference is compared by what the reference took.
        var calmest = runs.Min(run => run[0].ReferenceMs);
        var pairs = runs
            .FindAll(run => run[0].ReferenceMs <= CalmTolerance * calmest)
            .Select(run => new MeasuredPair(run[0].MedianMs, run[student].MedianMs))
            .OrderBy(pair => isRelative ? pair.Share : pair.StudentMs)
            .ToList();
        return pairs[pairs.Count / 2];
    }
}
