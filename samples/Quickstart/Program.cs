using Lana;
using Quickstart;
using Spectre.Console;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    var arguments = new Arguments(args);
    return arguments.Verb switch
    {
        "run" => await Run.RunAsync(RunOptions.Read(arguments), stop.Token),
        "train-teacher" => await TeacherTraining.RunAsync(TeacherOptions.Read(arguments), stop.Token),
        var verb => throw new ArgumentException($"There is no verb '{verb}': use 'run' (the default) or 'train-teacher'."),
    };
}
catch (Exception failure) when (failure is LanaException or ArgumentException)
{
    AnsiConsole.MarkupLineInterpolated($"[red]{failure.Message}[/]");
    return 1;
}
catch (OperationCanceledException)
{
    AnsiConsole.MarkupLine("[yellow]Stopped. What is finished is kept: start again to go on.[/]");
    return 130;
}
