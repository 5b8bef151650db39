using Lana.Candidates;
using Lana.Measurement;
using Lana.Native;
using Lana.Networks;
using Lana.Pipeline;
using Lana.Reporting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Accelerate;

/// <summary>Makes a trained network faster: says what it found and how long it takes, does it, and says what came out.</summary>
internal sealed class AccelerateCommand : AsyncCommand<AccelerateSettings>
{
    public override async Task<int> ExecuteAsync(
        CommandContext context, AccelerateSettings settings, CancellationToken cancellationToken)
    {
        TorchRuntime.Initialize();
        if (settings.OnlyReports)
        {
            Teachers.Load(settings).Dispose();
            return 0;
        }

        var budget = BudgetText.Parse(settings.Budget, settings.Batch);
        using var teacher = Teachers.Load(settings);
        var pictures = Pictures.Read(settings, teacher);
        using var services = Wiring.Make(settings, teacher.Definition, pictures.LearnsLabels);
        Announce(services.GetRequiredService<ISearchSpace>(), teacher);

        var accelerator = services.GetRequiredService<IAccelerator>();
        var forecast = await ProgressView.ShowAsync(
            progress => accelerator.ForecastAsync(teacher, pictures.Training, budget, progress, cancellationToken));
        AnsiConsole.WriteLine(forecast.ToString());
        if (settings.OnlyForecasts)
        {
            return 0;
        }

        using var result = await ProgressView.ShowAsync(
            progress => accelerator.AccelerateAsync(teacher, pictures.Training, budget, progress, cancellationToken));
        var outcome = await Outcome.OfAsync(
            teacher, result, settings, services.GetRequiredService<ILatencyMeter>().Profile, pictures.HeldOut, cancellationToken);
        ReportFile.Write(settings.Out, outcome, result, new AccelerationReportOptions
        {
            Note = settings.IsShort ? ShortRun.Note : null,
            TeacherAccuracy = outcome.TeacherAccuracy,
            StudentAccuracy = outcome.StudentAccuracy,
        });
        OutcomeView.Print(outcome);
        AnsiConsole.WriteLine($"written to {settings.Out}: student.onnx, student.safetensors, report.json, report.html");
        return outcome.IsWithinBudget ? 0 : 2;
    }

    private static void Announce(ISearchSpace space, Network teacher)
    {
        var candidates = space.CandidatesFor(teacher.Definition).Count;
        AnsiConsole.WriteLine(
            $"{teacher.Layers.Count} layers can change: {candidates:N0} candidates are measured, and the faster ones trained");
    }
}
