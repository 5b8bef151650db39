using System.Diagnostics;
using System.Text.Json;

namespace Lana.Benchmarks.Distillation;

/// <summary>Runs a part of the report in a separate process: the allocator's settings and the peak of the memory belong
/// to a process.</summary>
internal static class Child
{
    /// <summary>Runs this program again and reads the JSON object of its last line.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<T> RunAsync<T>(
        string part, DistillationSettings settings, CancellationToken cancellationToken)
    {
        using var process = Process.Start(Command(part, settings))
            ?? throw new InvalidOperationException($"The part '{part}' cannot be started.");
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<T>(output.TrimEnd().Split('\n')[^1], JsonSerializerOptions.Web)!
            : throw new InvalidOperationException($"The part '{part}' ended with exit code {process.ExitCode}.");
    }

    private static ProcessStartInfo Command(string part, DistillationSettings settings)
    {
        var host = Environment.ProcessPath!;
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Child).Assembly.Location);
        }

        foreach (var word in (string[])["distillation", "--part", part, .. settings.Arguments])
        {
            start.ArgumentList.Add(word);
        }

        return start;
    }
}
