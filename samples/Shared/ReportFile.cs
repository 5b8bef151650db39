using System.Text.Json;
using Lana.Pipeline;
using Lana.Reporting;

namespace Samples;

/// <summary>Writes the report of a sample.</summary>
internal static class ReportFile
{
    private static readonly JsonSerializerOptions Options =
        new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>Writes <c>report.json</c> and, from the result, <c>report.html</c>.</summary>
    public static void Write<T>(string folder, T report, AccelerationResult result, AccelerationReportOptions page)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "report.json"), JsonSerializer.Serialize(report, Options));
        result.SaveReport(Path.Combine(folder, "report.html"), page);
    }
}
