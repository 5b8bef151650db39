using System.Diagnostics;
using Lana.Export;
using Lana.Measurement;
using Lana.Networks;
using Lana.Parity;
using Lana.Pipeline;
using Lana.Problem;
using Lana.Reporting;
using Lana.Scoring;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Quickstart;

/// <summary>The main part: accelerates a trained network, and compares the student with a plain network of the same
/// speed.</summary>
internal static class Run
{
    // The stages in which an acceleration trains; the plain network is trained for the same time.
    private static readonly string[] LearningStages = ["pre-training", "scores", "selections", "trial", "fine-tuning"];

    private const string ShortRun = "A short run: its numbers mean nothing.";

    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var budget = Budget.Latency(options.Budget);
        var data = FashionMnist.Load(options.Data);
        using var teacher = Teacher.Load();
        var known = await NetworkEvaluator.EvaluateAsync(teacher, data.Test, cancellationToken: cancellationToken);
        AnsiConsole.MarkupLineInterpolated(
            $"teacher: {teacher.Layers.Count} layers, {teacher.Cost.Parameters:N0} parameters, test accuracy {known.Accuracy:P2}");

        using var services = Recipe.Wire(options);
        var meter = services.GetRequiredService<ILatencyMeter>();
        var accelerator = services.GetRequiredService<IAccelerator>();
        var training = new TrainingData(data.Train, data.HeldOut);
        var forecast = await ProgressView.ShowAsync(
            progress => accelerator.ForecastAsync(teacher, training, budget, progress, cancellationToken));
        AnsiConsole.WriteLine(forecast.ToString());
        var (result, scaled, member) = await ProgressView.ShowAsync(async progress =>
        {
            var result = await accelerator.AccelerateAsync(teacher, training, budget, progress, cancellationToken);
            var member = await ScaledNetwork.ChooseAsync(meter, result.Student, progress, cancellationToken);
            var scaled = await ScaledNetwork.TrainAsync(
                member.Network, data, LearningTime(result), options.Seed, progress, cancellationToken);
            return (result, scaled, member);
        });
        using (result)
        using (scaled)
        {
            var report = await ReportAsync(options, data, meter, (teacher, forecast, result, scaled, member), cancellationToken);
            ReportFile.Write(options.Out, report, result, new AccelerationReportOptions
            {
                Title = "Quickstart: a network, accelerated",
                Note = options.IsShort ? ShortRun : null,
                TeacherAccuracy = report.Teacher.Accuracy,
                StudentAccuracy = report.Student.Accuracy,
                Networks = [new ReportedNetwork("plain, scaled", report.Scaled.LatencyMs, report.Scaled.Accuracy)],
            });
            ResultTable.Print(report);
            AnsiConsole.MarkupLineInterpolated(
                $"written to {options.Out}: student.onnx, student.safetensors, report.json, report.html");
        }

        return 0;
    }

    private static TimeSpan LearningTime(AccelerationResult result) => TimeSpan.FromSeconds(
        result.StageSeconds.Where(stage => IsLearning(stage.Key)).Sum(stage => stage.Value));

    private static bool IsLearning(string stage) =>
        LearningStages.Any(learning => stage.StartsWith(learning, StringComparison.Ordinal));

    private static async Task<Report> ReportAsync(
        RunOptions options,
        FashionMnist data,
        ILatencyMeter meter,
        (Network Teacher, AccelerationForecast Forecast, AccelerationResult Result, Network Scaled, ScaledMember Member) run,
        CancellationToken cancellationToken)
    {
        using var process = Process.GetCurrentProcess();
        return new Report(
            Row(OnnxExporter.Export(run.Teacher), run.Teacher, run.Result.Latency.TeacherMs, data),
            Row(await File.ReadAllBytesAsync(run.Result.OnnxPath, cancellationToken), run.Result.Student, run.Result.Latency.StudentMs, data),
            Row(
                OnnxExporter.Export(run.Scaled), run.Scaled, run.Member.Share * run.Result.Latency.StudentMs, data),
            run.Member.Phi,
            run.Result.Latency.BudgetMs,
            run.Result.Chosen.PredictedMs,
            run.Result.Chosen.MeasuredMs,
            run.Result.Latency.Speedup,
            run.Result.Chosen.Rounds,
            [.. run.Result.Chosen.Selection.Operations],
            LayerChoice.Of(run.Teacher, run.Result),
            run.Result.Parity.MaxDifference,
            run.Forecast.Stages.ToDictionary(stage => stage.Name, stage => stage.Expected.TotalSeconds),
            run.Result.StageSeconds,
            LearningTime(run.Result).TotalSeconds,
            (DateTime.UtcNow - process.StartTime.ToUniversalTime()).TotalSeconds,
            run.Forecast.MemoryBytes / 1048576.0,
            process.PeakWorkingSet64 / 1048576.0,
            options.Seed,
            options.IsShort,
            meter.Profile.Device);
    }

    private static Measured Row(byte[] model, Network network, double latencyMs, FashionMnist data) =>
        new(OnnxAccuracy.Top1(model, data.Test), latencyMs, network.Cost.Parameters, network.Cost.Macs);
}
