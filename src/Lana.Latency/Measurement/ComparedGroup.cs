namespace Lana.Measurement;

/// <summary>A few students that share windows with the teacher, the first of the subjects.</summary>
internal sealed class ComparedGroup(IReadOnlyList<LatencySubject> subjects, bool isRelative)
{
    // A spread estimated from fewer degrees of freedom is unreliable; two degrees are three runs of one student, or two
    // of several.
    private const int MinDegrees = 2;

    private readonly List<IReadOnlyList<LatencyEstimate>> _runs = [];

    public int Runs => _runs.Count;

    /// <summary>The slowdown factor of the least disturbed run so far; 1 without runs.</summary>
    public double SlowdownFactor => _runs.Select(run => run[0].SlowdownFactor).DefaultIfEmpty(1.0).Min();

    /// <summary>The teacher's time in each run; for a long slow period, only as many runs as other groups have.</summary>
    public IEnumerable<double> TeacherMs => _runs.Take(PairedComparison.MaxRuns).Select(run => run[0].LatencyMs);

    private int Students => subjects.Count - 1;

    /// <summary>Returns true if one more run would be useful: no run was undisturbed, the undisturbed runs differ, or
    /// the teacher was undisturbed in too few.</summary>
    /// <param name="calm">The slowdown that counts as undisturbed: large networks slow the reference too.</param>
    /// <param name="calmMs">The teacher's undisturbed time.</param>
    public bool WantsMore(double calm, double calmMs)
    {
        var isDisturbed = _runs.Count(run => IsUndisturbed(run, calmMs)) < PairedComparison.MinRuns;
        return isDisturbed
            ? Runs < PairedComparison.MaxDisturbedRuns
            : Runs < PairedComparison.MaxRuns
                && (SlowdownFactor > Interference.ReferenceTolerance * calm
                    || RelativeError(calmMs) > PairedComparison.TargetError);
    }

    public async Task RunAsync(ILatencyMeter meter, CancellationToken cancellationToken) =>
        _runs.Add(await meter.MeasureAsync(subjects, progress: null, cancellationToken).ConfigureAwait(false));

    /// <summary>Each student's time: the median of its undisturbed runs.</summary>
    public IEnumerable<PairedLatency> Pairs(double calmMs)
    {
        var calm = CalmRuns(calmMs);
        var teacherMs = Middle(calm.Select(run => run[0].LatencyMs));
        return Enumerable.Range(1, Students).Select(student =>
        {
            var middle = Middle(calm.Select(run => Counted(run, student)));
            return new PairedLatency(teacherMs, isRelative ? middle * teacherMs : middle);
        });
    }

    // The relative error of the mean of the undisturbed runs, from the spread of all students together.
    private double RelativeError(double calmMs)
    {
        var calm = Runs == 0 ? [] : CalmRuns(calmMs);
        var degrees = Students * (calm.Count - 1);
        if (degrees < MinDegrees)
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

    // Times were scaled to different levels of the reference, so runs are compared by the reference itself.
    private List<IReadOnlyList<LatencyEstimate>> CalmRuns(double calmMs)
    {
        var calmest = _runs.Min(run => run[0].ReferenceMs);
        var calm = _runs
            .Where(run => run[0].ReferenceMs <= Interference.ReferenceTolerance * calmest)
            .OrderBy(run => run[0].LatencyMs)
            .ToList();
        var undisturbed = calm.Count(run => IsUndisturbed(run, calmMs));
        return calm[..Math.Min(calm.Count, Math.Max(PairedComparison.MinRuns, undisturbed))];
    }

    private static bool IsUndisturbed(IReadOnlyList<LatencyEstimate> run, double calmMs) =>
        run[0].LatencyMs <= Interference.TeacherTolerance * calmMs;

    private double Counted(IReadOnlyList<LatencyEstimate> run, int student) =>
        isRelative ? run[student].LatencyMs / run[0].LatencyMs : run[student].LatencyMs;

    // Some runs are far from the others: a disturbance only slows, and may slow only one of the two.
    private static double Middle(IEnumerable<double> values) => SampleStatistics.Quantile([.. values], 0.5);
}
