using Lana;
using Spectre.Console;

namespace Samples;

/// <summary>Runs a sample: Ctrl+C stops it, and an expected failure is reported in one line.</summary>
internal static class Sample
{
    private const int MaxWidth = 10_000;

    /// <summary>Runs the sample.</summary>
    /// <param name="body">The work, which returns the exit code.</param>
    /// <param name="stopped">The message when it was stopped.</param>
    /// <returns>The exit code: that of the sample, 1 for a failure, 130 when it was stopped.</returns>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> body, string stopped = "Stopped.")
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };

        try
        {
            return await body(stop.Token);
        }
        catch (Exception failure) when (
            failure is LanaException or ArgumentException or FormatException or IOException or UnauthorizedAccessException)
        {
            Complain($"[red]{failure.Message.ReplaceLineEndings(" ")}[/]");
            return 1;
        }
        catch (OperationCanceledException)
        {
            Complain($"[yellow]{stopped}[/]");
            return 130;
        }
    }

    // One line, however narrow the console is.
    private static void Complain(FormattableString message)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Profile.Width = MaxWidth;
        console.MarkupLineInterpolated(message);
    }
}
