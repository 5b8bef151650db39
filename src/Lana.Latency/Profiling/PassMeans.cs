using Lana.Measurement;

namespace Lana.Profiling;

/// <summary>What each subject of a table takes, of all passes over the table.</summary>
/// <remarks>
/// Times are modelled as (how slow the window is) · (what the subject takes). The reference has told the first already,
/// but what disturbs slows other subjects by other factors than the reference, and it feels nothing of a shared cache that
/// others use: <see cref="WindowFactors"/> tell the rest. A whole network is left as the reference has it, by the median
/// of its passes: it is what slows its own windows, by displacing the others' weights. Passes in which the reference was
/// slow are left out while a calmer one is there.
/// </remarks>
internal sealed class PassMeans
{
    // What the windows' factors mend need not be as calm as what counts as calm for a single measurement.
    private const double Tolerance = 1.15;

    private readonly Dictionary<string, LatencyMeasurement> _means;

    /// <summary>Averages.</summary>
    /// <param name="measured">Measurements by the key of their pass, all brought to one level of the reference.</param>
    /// <param name="whole">The key of the whole network among them.</param>
    public PassMeans(IEnumerable<KeyValuePair<string, LatencyMeasurement>> measured, string whole)
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

    /// <summary>Whether a pass is calm enough to count.</summary>
    public static bool IsCalm(LatencyMeasurement pass) => pass.SlowdownFactor <= Tolerance;

    /// <summary>What a subject takes; null while it is not measured.</summary>
    /// <param name="key">The subject's key.</param>
    public LatencyMeasurement? Find(string key) => _means.GetValueOrDefault(key);

    private static List<LatencyMeasurement> Calm(List<LatencyMeasurement> passes)
    {
        var limit = Tolerance * Math.Max(1.0, passes.Min(pass => pass.SlowdownFactor));
        return passes.FindAll(pass => pass.SlowdownFactor <= limit);
    }

    private static LatencyMeasurement Mean(List<LatencyMeasurement> passes) =>
        Together(passes, values => values.Average());

    private static LatencyMeasurement Whole(List<LatencyMeasurement> passes) =>
        Together(passes, values => SampleStatistics.Quantile([.. values], 0.5));

    private static LatencyMeasurement Together(
        List<LatencyMeasurement> passes, Func<IEnumerable<double>, double> middle) => new(
        middle(passes.Select(pass => pass.MedianMs)),
        middle(passes.Select(pass => pass.P10Ms)),
        middle(passes.Select(pass => pass.P90Ms)),
        Math.Max(passes.Max(pass => pass.RelativeError), Disagreement(passes)),
        passes.Sum(pass => pass.Count));

    // The relative standard error of the mean over passes.
    private static double Disagreement(List<LatencyMeasurement> passes)
    {
        if (passes.Count < 2)
        {
            return 0.0;
        }

        var mean = passes.Average(pass => pass.MedianMs);
        var squares = passes.Sum(pass => (pass.MedianMs - mean) * (pass.MedianMs - mean));
        return Math.Sqrt(squares / (passes.Count - 1) / passes.Count) / mean;
    }
}
