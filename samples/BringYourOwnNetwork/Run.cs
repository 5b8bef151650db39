using System.Diagnostics;
using Lana.Data;
using Lana.Export;
using Lana.Import;
using Lana.Measurement;
using Lana.Native;
using Lana.Networks;
using Lana.Parity;
using Lana.Pipeline;
using Lana.Problem;
using Lana.Reporting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace BringYourOwnNetwork;

/// <summary>Trains a plain TorchSharp network, splits it and accelerates it.</summary>
internal static class Run
{
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        TorchRuntime.Initialize();
        var data = FashionMnist.Load(Path.Combine(AppContext.BaseDirectory, "data"));
        random.manual_seed((long)options.Seed);
        using var plain = PlainNetwork.Make();
        using var services = Recipe.Wire(options);
        await ProgressView.ShowAsync(progress => PlainNetwork.TrainAsync(
            plain, data.Train, (options.IsShort ? 40 : 420, options.Seed), progress, cancellationToken));

        var split = NetworkSplit.Of(plain, FashionMnist.Shape);
        Display.Split(split);
        using var teacher = split.Build();
        var difference = await DifferenceAsync(plain, teacher, data.Test);

        var accelerator = services.GetRequiredService<IAccelerator>();
        using var result = await ProgressView.ShowAsync(progress => accelerator.AccelerateAsync(
            teacher, new TrainingData(data.Train, data.HeldOut), Budget.Latency(options.Budget), progress, cancellationToken));

        var report = new Report(
            Row(OnnxExporter.Export(teacher), teacher, result.Latency.TeacherMs, data),
            Row(await File.ReadAllBytesAsync(result.OnnxPath, cancellationToken), result.Student, result.Latency.StudentMs, data),
            result.Latency.BudgetMs,
            result.Latency.Speedup,
            difference,
            result.Parity.MaxDifference,
            [.. split.Stages.Select(stage => new StageRow(stage.Name, stage.Modules, $"{stage.Place}", stage.Reason))],
            LayerChoice.Of(teacher, result),
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            options.Seed,
            options.IsShort,
            services.GetRequiredService<ILatencyMeter>().Profile.Device);
        ReportFile.Write(options.Out, report, result, new AccelerationReportOptions
        {
            Title = "Your own network, accelerated",
            Note = options.IsShort ? "A short run: its numbers mean nothing." : null,
            TeacherAccuracy = report.Teacher.Accuracy,
            StudentAccuracy = report.Student.Accuracy,
        });
        Display.Result(report);
        AnsiConsole.MarkupLineInterpolated(
            $"written to {options.Out}: student.onnx, student.safetensors, report.json, report.html");
        return 0;
    }

    /// <summary>The largest difference between the logits of the plain network, in float64, and those of Lana's
    /// network.</summary>
    private static Task<double> DifferenceAsync(Sequential plain, Network teacher, IBatchSource images) =>
        Task.Run(() =>
        {
            using var gradients = no_grad();
            using var scope = NewDisposeScope();
            using var batch = images.Read([.. Enumerable.Range(0, 256)]);
            var ours = teacher.Run(batch.Images).to(ScalarType.Float64);
            plain.to(ScalarType.Float64);
            return (plain.forward(batch.Images.to(ScalarType.Float64)) - ours).abs().max().item<double>();
        });

    private static Measured Row(byte[] model, Network network, double latencyMs, FashionMnist data) =>
        new(OnnxAccuracy.Top1(model, data.Test), latencyMs, network.Cost.Parameters, network.Cost.Macs);
}
