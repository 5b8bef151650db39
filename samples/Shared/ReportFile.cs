using System.Text.Json;

namespace Samples;

/// <summary>Writes the report of a sample.</summary>
internal static class ReportFile
{
    private static readonly JsonSerializerOptions Options =
        new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>Writes <c>report.json</c> and <c>report.html</c>.</summary>
    public static void Write<T>(string folder, T report, string html)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "report.json"), JsonSerializer.Serialize(report, Options));
        File.WriteAllText(Path.Combine(folder, "report.html"), html);
    }
}
