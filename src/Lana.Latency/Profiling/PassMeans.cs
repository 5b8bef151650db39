namespace Lana.Profiling;

/// <summary>The time of each subject of a table, averaged over all passes.</summary>
/// <remarks>A time is (slowdown of the window) · (time of the subject). The reference corrects most of the slowdown;
/// <see cref="WindowFactors"/> correct the effects that it does not show, such as the use of a shared cache by other
/// processes. For a whole network only the reference's correction and the median of its passes are used: it slows its
/// own windows, since it displaces the others' weights. Passes in which the reference was slow are left out if there is
/// a less disturbed one.</remarks>
internal sealed class PassMeans
{
    private readonly Dictionary<string, LatencyEstimate> _means;

    /// <summary>Averages measurements by the key of their pass, all at the same level of the reference; one of the keys
    /// is that of the whole network.</summary>
    public PassMeans(IEnumerable<KeyValuePair<string, LatencyEstimate>> measured, string whole)
    {
        var subjects = measured
            .GroupBy(pair => TableSubjects.SubjectOf(pair.Key), pair => pair.Value, StringComparer.Ordinal)
            .ToDictionary(passes => passes.Key, passes => Calm([.. passes]), StringComparer.Ordinal);
        var windows = new WindowFactors(
            [.. subjects.Where(subject => subject.Key != whole).Select(subject => subject.Value)]);
        _means = subjects.ToDictionary(
            subject => subject.Key,
            subject => subject.Key == whole ? Whole(subject.Value) : Mean(windows.Calm(subject.Value)),
            StringComparer.Ordinal);
    }

    /// <summary>Returns true if a pass is undisturbed enough to count.</summary>
    public static bool IsCalm(LatencyEstimate pass) => pass.SlowdownFactor <= Interference.PassTolerance;

    /// <summary>The time of a subject; null until it is measured.</summary>
    public LatencyEstimate? Find(string key) => _means.GetValueOrDefault(key);

    private static List<LatencyEstimate> Calm(List<LatencyEstimate> passes)
    {
        var limit = Interference.PassTolerance * Math.Max(1.0, passes.Min(pass => pass.SlowdownFactor));
        return passes.FindAll(pass => pass.SlowdownFactor <= limit);
    }

    private static LatencyEstimate Mean(List<LatencyEstimate> passes) =>
        Together(passes, values => values.Average());

    private static LatencyEstimate Whole(List<LatencyEstimate> passes) =>
        Together(passes, values => SampleStatistics.Quantile([.. values], 0.5));

    private static LatencyEstimate Together(
        List<LatencyEstimate> passes, Func<IEnumerable<double>, double> middle) => new(
        middle(passes.Select(pass => pass.LatencyMs)),
        Math.Max(passes.Max(pass => pass.RelativeError), Disagreement(passes)),
        passes.Sum(pass => pass.Runs))
        {
            P10Ms = middle(passes.Select(pass => pass.P10Ms)),
            P90Ms = middle(passes.Select(pass => pass.P90Ms)),
        };

    // The relative standard error of the mean over passes.
    private static double Disagreement(List<LatencyEstimate> passes)
    {
        if (passes.Count < 2)
        {
            return 0.0;
        }

        var mean = passes.Average(pass => pass.LatencyMs);
        var squares = passes.Sum(pass => (pass.LatencyMs - mean) * (pass.LatencyMs - mean));
        return Math.Sqrt(squares / (passes.Count - 1) / passes.Count) / mean;
    }
}
