using Lana;
using Spectre.Console;

namespace Samples;

/// <summary>What every sample does around its candidate: Ctrl+C stops it, and what can be expected to go wrong is one
/// line.</summary>
internal static class Sample
{
    /// <summary>Runs the candidate.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="candidate">What the sample does; gives the exit code.</param>
    /// <param name="stopped">What to say when it was stopped.</param>
    /// <returns>The exit code: the candidate's, 1 for a failure, 130 when it was stopped.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> words, Func<Arguments, CancellationToken, Task<int>> candidate, string stopped = "Stopped.") =>
        await RunAsync(cancellationToken => candidate(new Arguments(words), cancellationToken), stopped);

    /// <summary>Runs the candidate, which reads its own command line.</summary>
    /// <param name="candidate">What the sample does; gives the exit code.</param>
    /// <param name="stopped">What to say when it was stopped.</param>
    /// <returns>The exit code: the candidate's, 1 for a failure, 130 when it was stopped.</returns>
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
