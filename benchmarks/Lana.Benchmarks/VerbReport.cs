using System.Text.Json;

namespace Lana.Benchmarks;

/// <summary>Prints the results of verbs: lines for a reader, and one JSON object at the end.</summary>
internal static class VerbReport
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web) { WriteIndented = true };

    /// <summary>Prints a result when it is available.</summary>
    public static T Told<T>(string name, T value)
    {
        Console.WriteLine($"{name}: {value}");
        return value;
    }

    /// <summary>Writes the report to a file, if one is requested, and prints it as the last line.</summary>
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
