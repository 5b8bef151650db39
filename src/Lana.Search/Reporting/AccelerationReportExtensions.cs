using Lana.Pipeline;

namespace Lana.Reporting;

/// <summary>Writes the report of an acceleration.</summary>
public static class AccelerationReportExtensions
{
    /// <summary>Writes one self-contained HTML file: what was reached, the latency of each layer before and after, how well latency was
    /// predicted, how the operations and the trials trained, and the environment.</summary>
    /// <remarks>The page has no script and loads nothing. It can be read on a phone, in print and in dark mode.</remarks>
    /// <param name="result">The result of an acceleration.</param>
    /// <param name="path">The file to write; an existing one is replaced.</param>
    /// <param name="options">Accuracies and texts that the result does not contain; <see langword="null"/> for none.</param>
    /// <exception cref="ArgumentException">An accuracy is not between 0 and 1, or a latency is not positive.</exception>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static void SaveReport(this AccelerationResult result, string path, AccelerationReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options ??= new AccelerationReportOptions();
        ThrowIfUnusable(options);
        AtomicFile.WriteAllText(path, new ReportPage(result, options).Write());
    }

    private static void ThrowIfUnusable(AccelerationReportOptions options)
    {
        double?[] accuracies =
        [
            options.TeacherAccuracy, options.StudentAccuracy, .. options.Networks.Select(network => (double?)network.Accuracy),
        ];
        if (accuracies.Any(accuracy => accuracy is not (null or (>= 0.0 and <= 1.0))))
        {
            throw new ArgumentException("An accuracy is a number from 0 to 1.", nameof(options));
        }

        if (options.Networks.FirstOrDefault(network => !(network.LatencyMs > 0.0)) is { } network)
        {
            throw new ArgumentException(
                $"The latency of '{network.Name}' is {network.LatencyMs} ms; it is positive.", nameof(options));
        }
    }
}
