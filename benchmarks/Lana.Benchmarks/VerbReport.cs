using System.Text.Json;

namespace Lana.Benchmarks;

/// <summary>How verbs say what they found: lines for a reader, at the end one JSON object.</summary>
internal static class VerbReport
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web) { WriteIndented = true };

    /// <summary>Prints a result as it comes.</summary>
    public static T Told<T>(string name, T value)
    {
        Console.WriteLine($"{name}: {value}");
        return value;
    }

    /// <summary>Writes the report to a file, where one is asked for, and prints it as the last line.</summary>
    public static async Task FinishAsync<T>(T report, string? file, CancellationToken cancellationToken)
    {
        if (file is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            await File.WriteAllTextAsync(
                file, JsonSerializer.Serialize(report, Indented) + Environment.NewLine, cancellationToken);
        }

        Console.WriteLine(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
    }
}
