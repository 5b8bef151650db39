using CustomOperation;
using Lana.Candidates;
using Lana.Data;
using Lana.Pipeline;
using Lana.Problem;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

return await SampleApp.RunAsync<CustomOperations>(args, "Stopped. What is finished is kept: start again to go on.");

/// <summary>Accelerates the Quickstart's network with two operations of its own among the candidates.</summary>
internal sealed class CustomOperations : AsyncCommand<AccelerationSettings>
{
    public override async Task<int> ExecuteAsync(
        CommandContext context, AccelerationSettings settings, CancellationToken cancellationToken)
    {
        var isShort = settings.IsShort;
        var services = new ServiceCollection();
        services.AddLana()
            .AddCandidates(operations => operations.UseSingleShot().Add(new SeparablePair(), TorchPair.Operation))
            .AddDistillation(
                pretraining => pretraining.ImagesPerEpoch = isShort ? 256 : 5120,
                scoring => scoring.Images = isShort ? 128 : 768,
                tuning =>
                {
                    tuning.Epochs = isShort ? 1 : 6;
                    tuning.LearningRate = 2e-3;
                })
            .AddOnnxRuntimeLatency(settings.Measure)
            .AddIlpSearch(
                selection => selection.Solutions = isShort ? 4 : 16,
                ranking => ranking.Images = isShort ? 128 : 768,
                acceleration =>
                {
                    acceleration.RunDirectory = settings.Out ?? "custom-operation-out";
                    acceleration.Seed = settings.Seed;
                });
        await using var provider = services.BuildServiceProvider();

        using var teacher = Teacher.Load();
        var images = FashionMnist.Load();
        var data = new TrainingData(isShort ? images.Train.Take(2048) : images.Train, images.HeldOut);

        // Each operation in each layer: its cost, or why it does not fit.
        Console.WriteLine(provider.GetRequiredService<ISearchSpace>().Describe(teacher.Definition));
        using var result = await ProgressView.ShowAsync(
            progress => provider.GetRequiredService<IAccelerator>().AccelerateAsync(
                teacher, data, Budget.Latency(settings.Budget ?? 0.5), progress, cancellationToken));
        SampleResult.Of(teacher, result, images.Test, isShort).Report(result, "A network with operations of your own");
        return 0;
    }
}
