using Lana.Measurement;

namespace Lana.Profiling;

/// <summary>How slow each window of a table's passes was, told by the subjects themselves.</summary>
/// <remarks>
/// Tukey's median polish of subjects and windows: each pass mixes windows anew, so that the subjects of a window tell by
/// how much it differs from their other passes. What slows a window slows large operations by other factors than small
/// ones, so a rough window counts only for subjects that were in few others. Factors are those against the calmest tenth.
/// </remarks>
internal sealed class WindowFactors
{
    private const int Sweeps = 16;
    private const int FewestToTell = 4;
    private const double CalmestTenth = 0.1;

    // Windows that are slower than the calmest tenth by more are rough.
    private const double Tolerance = 1.1;
    private const int FewestPasses = 3;

    private readonly Dictionary<double, double> _factors;

    /// <summary>Tells factors and times apart, of which only the products were measured.</summary>
    /// <param name="subjects">The passes of each subject.</param>
    public WindowFactors(IReadOnlyList<List<LatencyMeasurement>> subjects)
    {
        var windows = subjects
            .SelectMany((passes, subject) => passes.Select(pass => (Subject: subject, Key: Window(pass), pass.MedianMs)))
            .ToLookup(pass => pass.Key);
        var factors = windows.ToDictionary(window => window.Key, _ => 1.0);
        for (var sweep = 0; sweep < Sweeps && subjects.Count > 0; sweep++)
        {
            var levels = subjects
                .Select(passes => Kept(passes, factors).Average(pass => pass.MedianMs / factors[Window(pass)]))
                .ToArray();
            foreach (var window in windows.Where(window => window.Count() >= FewestToTell))
            {
                factors[window.Key] = SampleStatistics.Quantile(
                    [.. window.Select(pass => pass.MedianMs / levels[pass.Subject])], 0.5);
            }

            var calmest = SampleStatistics.Quantile(
                [.. windows.SelectMany(window => window, (window, _) => factors[window.Key])], CalmestTenth);
            factors = factors.ToDictionary(window => window.Key, window => window.Value / calmest);
        }

        _factors = factors;
    }

    /// <summary>The passes of a subject in windows that were not rough, in the calmest three where fewer are, each
    /// divided by its window's factor.</summary>
    public List<LatencyMeasurement> Calm(List<LatencyMeasurement> passes) =>
        Kept(passes, _factors).ConvertAll(pass => Divide(pass, _factors[Window(pass)]));

    private static List<LatencyMeasurement> Kept(
        List<LatencyMeasurement> passes, Dictionary<double, double> factors)
    {
        var ordered = passes.OrderBy(pass => factors[Window(pass)]).ToList();
        var calm = ordered.Count(pass => factors[Window(pass)] <= Tolerance);
        return ordered[..Math.Min(ordered.Count, Math.Max(FewestPasses, calm))];
    }

    // The reference's time is equal to the last bit for what shared a window, and for nothing else.
    private static double Window(LatencyMeasurement pass) => pass.ReferenceMs;

    private static LatencyMeasurement Divide(LatencyMeasurement pass, double factor) => pass with
    {
        MedianMs = pass.MedianMs / factor,
        P10Ms = pass.P10Ms / factor,
        P90Ms = pass.P90Ms / factor,
    };
}
