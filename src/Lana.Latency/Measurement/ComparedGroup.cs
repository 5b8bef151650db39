namespace Lana.Measurement;

/// <summary>A few networks that share windows with the one they are compared with.</summary>
/// <param name="subjects">What is measured: the teacher, then its students.</param>
/// <param name="isRelative">Whether a student's share of the teacher counts, not its time.</param>
internal sealed class ComparedGroup(IReadOnlyList<LatencySubject> subjects, bool isRelative)
{
    // A spread by fewer is luck: three runs of one student, two of several.
    private const int FewestDegrees = 2;

    // The teacher is a reference too: it feels others in the shared cache, which the small one does not.
    private const double TeacherTolerance = 1.04;

    private readonly List<IReadOnlyList<LatencyMeasurement>> _runs = [];

    /// <summary>How often it was measured.</summary>
    public int Runs => _runs.Count;

    /// <summary>How slow the machine was in the calmest run so far, 1 for not at all; 1 without runs.</summary>
    public double SlowdownFactor => _runs.Select(run => run[0].SlowdownFactor).DefaultIfEmpty(1.0).Min();

    /// <summary>What the teacher took in each run; of a long spell, in as many as others have at most.</summary>
    public IEnumerable<double> TeacherMs => _runs.Take(PairedComparison.MostRuns).Select(run => run[0].MedianMs);

    private int Students => subjects.Count - 1;

    /// <summary>Whether one more run would tell more: none was calm, those that were differ, or the teacher was
    /// undisturbed in too few.</summary>
    /// <param name="calm">The slowness that passes for calm: large networks slow the reference too.</param>
    /// <param name="calmMs">What the teacher takes undisturbed.</param>
    public bool WantsMore(double calm, double calmMs)
    {
        var isDisturbed = _runs.Count(run => IsUndisturbed(run, calmMs)) < PairedComparison.FewestRuns;
        return isDisturbed
            ? Runs < PairedComparison.MostDisturbedRuns
            : Runs < PairedComparison.MostRuns
                && (SlowdownFactor > InterferenceMonitor.Tolerance * calm || RelativeError(calmMs) > PairedComparison.TargetError);
    }

    /// <summary>Measures all of them once.</summary>
    public async Task RunAsync(ILatencyMeter meter, CancellationToken cancellationToken) =>
        _runs.Add(await meter.MeasureAsync(subjects, progress: null, cancellationToken).ConfigureAwait(false));

    /// <summary>What each student took: the median of its calm runs.</summary>
    /// <param name="calmMs">What the teacher takes undisturbed.</param>
    public IEnumerable<PairedLatency> Pairs(double calmMs)
    {
        var calm = CalmRuns(calmMs);
        var teacherMs = Middle(calm.Select(run => run[0].MedianMs));
        return Enumerable.Range(1, Students).Select(student =>
        {
            var middle = Middle(calm.Select(run => Counted(run, student)));
            return new PairedLatency(teacherMs, isRelative ? middle * teacherMs : middle);
        });
    }

    // Of the mean of the calm runs, by the spread of all students together.
    private double RelativeError(double calmMs)
    {
        var calm = Runs == 0 ? [] : CalmRuns(calmMs);
        var degrees = Students * (calm.Count - 1);
        if (degrees < FewestDegrees)
        {
            return double.PositiveInfinity;
        }

        var squares = Enumerable.Range(1, Students).Sum(student =>
        {
            var mean = calm.Average(run => Counted(run, student));
            return calm.Sum(run => Math.Pow((Counted(run, student) / mean) - 1.0, 2.0));
        });
        return Math.Sqrt(squares / degrees / calm.Count);
    }

    // What was brought to different levels of the reference is compared by what the reference took.
    private List<IReadOnlyList<LatencyMeasurement>> CalmRuns(double calmMs)
    {
        var calmest = _runs.Min(run => run[0].ReferenceMs);
        var calm = _runs
            .Where(run => run[0].ReferenceMs <= InterferenceMonitor.Tolerance * calmest)
            .OrderBy(run => run[0].MedianMs)
            .ToList();
        var undisturbed = calm.Count(run => IsUndisturbed(run, calmMs));
        return calm[..Math.Min(calm.Count, Math.Max(PairedComparison.FewestRuns, undisturbed))];
    }

    private static bool IsUndisturbed(IReadOnlyList<LatencyMeasurement> run, double calmMs) =>
        run[0].MedianMs <= TeacherTolerance * calmMs;

    private double Counted(IReadOnlyList<LatencyMeasurement> run, int student) =>
        isRelative ? run[student].MedianMs / run[0].MedianMs : run[student].MedianMs;

    // Now and then a run is far off the others: what disturbs only slows, and need not slow both.
    private static double Middle(IEnumerable<double> values) => SampleStatistics.Quantile([.. values], 0.5);
}
