using Lana.Sharding;
using Spectre.Console;

namespace Accelerate.Sharding;

/// <summary>The units on the console.</summary>
internal static class StatusView
{
    public static void Print(ShardStatus status)
    {
        foreach (var unit in status.Units.Where(unit => unit.State is UnitState.Running or UnitState.Stale or UnitState.Failed))
        {
            AnsiConsole.WriteLine(
                $"{unit.Name} ({unit.Layer}): {Word(unit.State)} {unit.Worker}{unit.Failure}, {Text(unit.Expected)} expected");
        }

        var counts = Enum.GetValues<UnitState>().Select(state => $"{status.Count(state)} {Word(state)}");
        AnsiConsole.WriteLine($"{status.Units.Count} units: {string.Join(", ", counts)}; {Text(status.Expected)} by one worker");
        if (status.Eta is { } eta && !status.IsComplete)
        {
            AnsiConsole.WriteLine(InvariantText.Of($"{Text(eta)} left; units take {status.Pace:F2} of what was expected"));
        }
    }

    private static string Word(UnitState state) => state.ToString().ToLowerInvariant();

    private static string Text(TimeSpan time) => time.TotalHours >= 1.0 ? InvariantText.Of($"{time.TotalHours:F1} h")
        : time.TotalMinutes >= 1.0 ? InvariantText.Of($"{time.TotalMinutes:F1} min")
        : InvariantText.Of($"{time.TotalSeconds:F1} s");
}
