using Accelerate;
using Lana;
using Spectre.Console;
using Spectre.Console.Cli;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

var app = new CommandApp<AccelerateCommand>();
app.Configure(configuration =>
{
    configuration.SetApplicationName("accelerate");
    configuration.PropagateExceptions();
    configuration.AddCommand<DemoCommand>("demo").WithDescription("Writes a model and images to try this with.");
    configuration.AddExample("model.onnx", "--images", "photos", "--budget", "0.5");
    configuration.AddExample("model.onnx", "--images", "photos", "--budget", "4ms", "--colour", "bgr", "--mean", "0.5", "--deviation", "0.5");
    configuration.AddExample("--network", "resnet18", "--weights", "resnet18.safetensors", "--images", "train", "--labels", "--budget", "200/s");
});

try
{
    return await app.RunAsync(args, stop.Token);
}
catch (Exception failure) when (failure is LanaException or CommandAppException or ArgumentException or FormatException
    or IOException or UnauthorizedAccessException)
{
    AnsiConsole.MarkupLineInterpolated($"[red]{failure.Message}[/]");
    return 1;
}
catch (OperationCanceledException)
{
    AnsiConsole.MarkupLine("[yellow]Stopped. The same command continues where it stopped.[/]");
    return 130;
}
