namespace Lana.Profiling;

/// <summary>The slowdown of each window of a table's passes, estimated from the subjects themselves.</summary>
/// <remarks>Tukey's median polish of subjects and windows: each pass groups the subjects into new windows, so that a
/// window is compared with its subjects' other passes. A slowdown affects large operations by other factors than small
/// ones, so a strongly disturbed window counts only for subjects that were in few others. Factors are relative to the
/// least disturbed tenth.</remarks>
internal sealed class WindowFactors
{
    private const int Sweeps = 16;
    private const int MinSubjects = 4;
    private const int MinPasses = 3;

    private readonly Dictionary<double, double> _factors;

    /// <summary>Separates factors and times, of which only the products were measured, given each subject's passes.</summary>
    public WindowFactors(IReadOnlyList<List<LatencyEstimate>> subjects)
    {
        var windows = subjects
            .SelectMany((passes, subject) => passes.Select(pass => (Subject: subject, Key: Window(pass), pass.LatencyMs)))
            .ToLookup(pass => pass.Key);
        var factors = windows.ToDictionary(window => window.Key, _ => 1.0);
        for (var sweep = 0; sweep < Sweeps && subjects.Count > 0; sweep++)
        {
            var levels = subjects
                .Select(passes => Kept(passes, factors).Average(pass => pass.LatencyMs / factors[Window(pass)]))
                .ToArray();
            foreach (var window in windows.Where(window => window.Count() >= MinSubjects))
            {
                factors[window.Key] = SampleStatistics.Quantile(
                    [.. window.Select(pass => pass.LatencyMs / levels[pass.Subject])], 0.5);
            }

            var calmest = SampleStatistics.Quantile(
                [.. windows.SelectMany(window => window, (window, _) => factors[window.Key])], Interference.UndisturbedShare);
            factors = factors.ToDictionary(window => window.Key, window => window.Value / calmest);
        }

        _factors = factors;
    }

    /// <summary>The passes of a subject in windows that were not strongly disturbed, or in the least disturbed three if
    /// there are fewer, each divided by its window's factor.</summary>
    public List<LatencyEstimate> Calm(List<LatencyEstimate> passes) =>
        Kept(passes, _factors).ConvertAll(pass => Divide(pass, _factors[Window(pass)]));

    private static List<LatencyEstimate> Kept(
        List<LatencyEstimate> passes, Dictionary<double, double> factors)
    {
        var ordered = passes.OrderBy(pass => factors[Window(pass)]).ToList();
        var calm = ordered.Count(pass => factors[Window(pass)] <= Interference.WindowTolerance);
        return ordered[..Math.Min(ordered.Count, Math.Max(MinPasses, calm))];
    }

    // The reference's time is bit for bit equal for subjects that shared a window, and only for those.
    private static double Window(LatencyEstimate pass) => pass.ReferenceMs;

    private static LatencyEstimate Divide(LatencyEstimate pass, double factor) => pass with
    {
        LatencyMs = pass.LatencyMs / factor,
        P10Ms = pass.P10Ms / factor,
        P90Ms = pass.P90Ms / factor,
    };
}
