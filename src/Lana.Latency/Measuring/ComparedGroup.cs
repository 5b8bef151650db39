namespace Lana.Measuring;

/// <summary>A few networks that share windows with the one they are compared with.</summary>
/// <param name="subjects">What is measured: the teacher, then its students.</param>
internal sealed class ComparedGroup(IReadOnlyList<LatencySubject> subjects)
{
    private readonly List<IReadOnlyList<LatencyMeasurement>> _runs = [];

    /// <summary>How slow the machine was in the calmest run so far, 1 for not at all; 1 without runs.</summary>
    public double Slowness => _runs.Select(run => run[0].Slowness).DefaultIfEmpty(1.0).Min();

    /// <summary>Whether one more run would tell more: there are too few, or none was calm.</summary>
    /// <param name="calm">The slowness that passes for calm: large networks slow the reference too.</param>
    public bool WantsMore(double calm) =>
        _runs.Count < SideBySide.Runs || Slowness > CalmWatch.Tolerance * calm;

    /// <summary>Measures all of them once.</summary>
    public async Task RunAsync(ILatencyMeter meter, CancellationToken cancellationToken) =>
        _runs.Add(await meter.MeasureAsync(subjects, progress: null, cancellationToken).ConfigureAwait(false));

    /// <summary>What each student took: the middle of its calm runs.</summary>
    public IEnumerable<MeasuredPair> Pairs(bool isRelative)
    {
        // What was brought to different levels of the reference is compared by what the reference took.
        var calmest = _runs.Min(run => run[0].ReferenceMs);
        var calm = _runs.FindAll(run => run[0].ReferenceMs <= CalmWatch.Tolerance * calmest);
        return Enumerable.Range(1, subjects.Count - 1).Select(student => calm
            .Select(run => new MeasuredPair(run[0].MedianMs, run[student].MedianMs))
            .OrderBy(pair => isRelative ? pair.Share : pair.StudentMs)
            .ElementAt(calm.Count / 2));
    }
}
