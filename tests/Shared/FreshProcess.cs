using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Lana;

/// <summary>Runs one test of an assembly, explicit or not, in a process of its own.</summary>
internal static class FreshProcess
{
    /// <summary>Starts the test.</summary>
    /// <param name="type">The test's class.</param>
    /// <param name="method">The test.</param>
    /// <param name="variables">What the process's environment has besides.</param>
    /// <param name="directory">A copy of the output folder to run in; null for the folder itself.</param>
    public static Process Start(
        Type type, string method, IReadOnlyDictionary<string, string> variables, string? directory = null)
    {
        var assembly = type.Assembly.Location;
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var start = new ProcessStartInfo(Path.Combine(root, "dotnet"))
        {
            ArgumentList =
            {
                "exec",
                directory is null ? assembly : Path.Combine(directory, Path.GetFileName(assembly)),
                "-explicit",
                "on",
                "-method",
                $"{type.FullName}.{method}",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs the test to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        Type type, string method, IReadOnlyDictionary<string, string> variables, string? directory = null)
    {
        using var process = Start(type, method, variables, directory);
        var cancellation = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output + await errors);
    }
}
