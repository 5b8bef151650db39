using Lana.Pipeline;
using Lana.Problem;
using Lana.Trials;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Spectre.Console.Cli;

return await SampleApp.RunAsync<Quickstart>(args, "Stopped. What is finished is kept: start again to go on.");

/// <summary>Makes an EfficientNet that recognises clothes three times as fast. Its weights and a part of Fashion-MNIST
/// come with the sample.</summary>
/// <remarks>The numbers were chosen on held-out training images; the test images were not used.</remarks>
internal sealed class Quickstart : AsyncCommand<AccelerationSettings>
{
    public override async Task<int> ExecuteAsync(
        CommandContext context, AccelerationSettings settings, CancellationToken cancellationToken)
    {
        // What you bring: a trained network, images of the kind that it will see, and a latency budget.
        using var teacher = Teacher.Load();
        var images = FashionMnist.Load();
        var data = new TrainingData(images.Train, images.HeldOut);
        var budget = Budget.Latency(settings.Budget ?? 0.33);

        // The four parts of Lana. Every number has a default: those here make a small network quick to accelerate.
        var isShort = settings.IsShort;
        var services = new ServiceCollection();
        services.AddLana()
            .AddCandidates(operations => operations.UseInherited())
            .AddDistillation(
                pretraining =>
                {
                    pretraining.ImagesPerEpoch = isShort ? 128 : 2560;
                    pretraining.BatchSize = 64;
                },
                scoring => scoring.Images = isShort ? 128 : 768,
                tuning =>
                {
                    tuning.Epochs = isShort ? 1 : 8;
                    tuning.BatchSize = 64;
                    tuning.LearningRate = 2e-3;
                    tuning.WeightDecay = 0.05;
                })
            .AddOnnxRuntimeLatency(settings.Measure)
            .AddIlpSearch(
                selection => selection.Solutions = isShort ? 4 : 24,
                ranking => ranking.Images = isShort ? 128 : 768,
                acceleration =>
                {
                    acceleration.RunDirectory = settings.Out ?? "quickstart-out";
                    acceleration.Seed = settings.Seed;
                    acceleration.TrialSearch = isShort
                        ? ShortRun.TrialSearch
                        : new TrialSearchOptions { Trials = 8, Rounds = 1, Share = 0.5 };
                });
        await using var provider = services.BuildServiceProvider();
        var accelerator = provider.GetRequiredService<IAccelerator>();

        // How long it will take, then the acceleration itself. A stopped run resumes where it stopped.
        var forecast = await ProgressView.ShowAsync(
            progress => accelerator.ForecastAsync(teacher, data, budget, progress, cancellationToken));
        AnsiConsole.WriteLine($"{forecast}");
        using var result = await ProgressView.ShowAsync(
            progress => accelerator.AccelerateAsync(teacher, data, budget, progress, cancellationToken));

        // What you get: student.onnx, which any ONNX Runtime loads, its weights, and a report.
        SampleResult.Of(teacher, result, images.Test, isShort).Report(result, "Quickstart: a network, accelerated");
        return 0;
    }
}
