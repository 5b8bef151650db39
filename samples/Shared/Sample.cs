using Lana;
using Spectre.Console;

namespace Samples;

/// <summary>Runs a sample: Ctrl+C stops it, and an expected failure is reported in one line.</summary>
internal static class Sample
{
    /// <summary>Runs the sample.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="candidate">The sample's work, which returns the exit code.</param>
    /// <param name="stopped">The message when it was stopped.</param>
    /// <returns>The exit code: that of the sample, 1 for a failure, 130 when it was stopped.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> words, Func<Arguments, CancellationToken, Task<int>> candidate, string stopped = "Stopped.") =>
        await RunAsync(cancellationToken => candidate(new Arguments(words), cancellationToken), stopped);

    /// <summary>Runs the sample, which reads its own command line.</summary>
    /// <param name="candidate">The sample's work, which returns the exit code.</param>
    /// <param name="stopped">The message when it was stopped.</param>
    /// <returns>The exit code: that of the sample, 1 for a failure, 130 when it was stopped.</returns>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> candidate, string stopped = "Stopped.")
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };

        try
        {
            return await candidate(stop.Token);
        }
        catch (Exception failure) when (failure is LanaException or ArgumentException or FormatException or IOException)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{failure.Message}[/]");
            return 1;
        }
        catch (OperationCanceledException)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]{stopped}[/]");
            return 130;
        }
    }
}
