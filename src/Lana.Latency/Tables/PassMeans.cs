using Lana.Measuring;

namespace Lana.Tables;

/// <summary>What each subject of a table takes, of all passes over the table.</summary>
/// <remarks>
/// Times are modelled as (how slow the window is) · (what the subject takes). The reference has told the first already,
/// but what disturbs slows other subjects by other factors than the reference; each pass mixes windows anew, so that the
/// subjects of a window tell by how much it differs from their other passes. A whole network is left as the reference
/// has it: it is what slows its own windows, by displacing the others' weights. Rough passes are left out: those in
/// which the reference was slow, while a calmer one is there.
/// </remarks>
internal sealed class PassMeans
{
    // What the windows' factors mend need not be as calm as what counts as calm for a single measurement.
    private const double Tolerance = 1.15;
    private const int Sweeps = 8;
    private const int FewestToTell = 4;

    private readonly Dictionary<string, LatencyMeasurement> _means;

    /// <summary>Averages.</summary>
    /// <param name="measured">Measurements by the key of their pass, all brought to one level of the reference.</param>
    /// <param name="whole">The key of the whole network among them.</param>
    public PassMeans(IEnumerable<KeyValuePair<string, LatencyMeasurement>> measured, string whole)
    {
        var subjects = measured
            .GroupBy(pair => TableSubjects.SubjectOf(pair.Key), pair => pair.Value, StringComparer.Ordinal)
            .ToDictionary(passes => passes.Key, passes => Calm([.. passes]), StringComparer.Ordinal);
        var factors = Factors([.. subjects.Values]);
        _means = subjects.ToDictionary(
            subject => subject.Key,
            subject => Mean(subject.Key == whole
                ? subject.Value
                : subject.Value.ConvertAll(pass => Divide(pass, factors[pass.ReferenceMs]))),
            StringComparer.Ordinal);
    }

    /// <summary>Whether a pass is calm enough to count.</summary>
    public static bool IsCalm(LatencyMeasurement pass) => pass.Slowness <= Tolerance;

    /// <summary>What a subject takes; null while it is not measured.</summary>
    /// <param name="key">The subject's key.</param>
    public LatencyMeasurement? Find(string key) => _means.GetValueOrDefault(key);

    private static List<LatencyMeasurement> Calm(List<LatencyMeasurement> passes)
    {
        var limit = Tolerance * Math.Max(1.0, passes.Min(pass => pass.Slowness));
        return passes.FindAll(pass => pass.Slowness <= limit);
    }

    // By the reference's time, which is equal to the last bit for what shared a window, and for nothing else.
    private static Dictionary<double, double> Factors(IReadOnlyList<List<LatencyMeasurement>> subjects)
    {
        if (subjects.Count == 0)
        {
            return [];
        }

        var windows = subjects
            .SelectMany((passes, subject) => passes.Select(pass => (Subject: subject, pass.ReferenceMs, pass.MedianMs)))
            .ToLookup(pass => pass.ReferenceMs);
        var factors = windows.ToDictionary(window => window.Key, _ => 1.0);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var levels = subjects
                .Select(passes => passes.Average(pass => pass.MedianMs / factors[pass.ReferenceMs]))
                .ToArray();
            foreach (var window in windows.Where(window => window.Count() >= FewestToTell))
            {
                factors[window.Key] = Middle(window.Select(pass => pass.MedianMs / levels[pass.Subject]));
            }
        }

        // Of factors and times only the product is known: a typical measurement is left as it is.
        var typical = Middle(subjects.SelectMany(passes => passes.Select(pass => factors[pass.ReferenceMs])));
        return factors.ToDictionary(window => window.Key, window => window.Value / typical);
    }

    private static double Middle(IEnumerable<double> values) => SampleStatistics.Quantile([.. values], 0.5);

    private static LatencyMeasurement Divide(LatencyMeasurement pass, double factor) => pass with
    {
        MedianMs = pass.MedianMs / factor,
        P10Ms = pass.P10Ms / factor,
        P90Ms = pass.P90Ms / factor,
    };

    private static LatencyMeasurement Mean(List<LatencyMeasurement> passes) => new(
        passes.Average(pass => pass.MedianMs),
        passes.Average(pass => pass.P10Ms),
        passes.Average(pass => pass.P90Ms),
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
