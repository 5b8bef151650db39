using System.Diagnostics;
using System.Text.Json;
using Lana.Problem;

namespace Lana.Benchmarks.Ilp;

/// <summary>Runs PuLP with CBC on a problem, in a separate process.</summary>
internal static class PulpRunner
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Returns the reason why PuLP cannot be run here; null if it can.</summary>
    public static async Task<string?> MissingAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Python))
        {
            return "python3 is not installed";
        }

        var (code, _) = await RunAsync(
            ["-c", "import pulp, shutil, sys; sys.exit(0 if shutil.which('cbc') else 1)"], cancellationToken);
        return code == 0 ? null : "PuLP or CBC is not installed (Debian: python3-pulp, coinor-cbc)";
    }

    /// <summary>Adds one overlap row after another until the time is up.</summary>
    public static async Task<PulpResult> SolveAsync(
        SelectionProblem problem, double gap, IlpOptions options, CancellationToken cancellationToken)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, SelectionProblemJson.Write(problem), cancellationToken);
            var script = Path.Combine(AppContext.BaseDirectory, "Ilp", "pulp_diverse.py");
            var (code, output) = await RunAsync(
                [
                    script, file,
                    "--gap", FormattableString.Invariant($"{gap}"),
                    "--solutions", FormattableString.Invariant($"{options.Solutions}"),
                    "--seconds", FormattableString.Invariant($"{options.PulpSeconds}"),
                ],
                cancellationToken);
            return code == 0
                ? JsonSerializer.Deserialize<PulpResult>(output, JsonSerializerOptions.Web)!
                : throw new InvalidOperationException($"PuLP ended with exit code {code}.");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(
        IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true })!;
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, output);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
