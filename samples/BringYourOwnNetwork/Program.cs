using BringYourOwnNetwork;
using Lana.Import;
using Lana.Native;
using Lana.Pipeline;
using Lana.Problem;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Spectre.Console.Cli;

return await SampleApp.RunAsync<OwnNetwork>(args, "Stopped. What is finished is kept: start again to go on.");

/// <summary>Trains a plain TorchSharp network, splits it into layers and accelerates it.</summary>
internal sealed class OwnNetwork : AsyncCommand<AccelerationSettings>
{
    private static readonly string[] Operations =
    [
        "identity",
        "efn_e1_k3", "efn_e3_k3",
        "efnv2_e1_k3", "efnv2_e3_k1",
        "cb_stack_k1_w1", "cb_stack_k3_w0.25", "cb_stack_k3_w0.5",
        "cb_bottle_k3_w0.25", "cb_bottle_k3_w0.5",
    ];

    public override async Task<int> ExecuteAsync(
        CommandContext context, AccelerationSettings settings, CancellationToken cancellationToken)
    {
        // Your network, trained by you: this part does not use Lana.
        TorchRuntime.Initialize();
        var isShort = settings.IsShort;
        var images = FashionMnist.Load();
        using var network = PlainNetwork.Make(settings.Seed);
        await ProgressView.ShowAsync(progress => PlainNetwork.TrainAsync(
            network, images.Train, (isShort ? 40 : 420, settings.Seed), progress, cancellationToken));

        // Its modules become a stem, layers and a head, with the same weights.
        var split = NetworkSplit.Of(network, FashionMnist.Shape);
        SplitTable.Print(split);
        using var teacher = split.Build();
        AnsiConsole.WriteLine(
            $"largest difference between your network and the split one: {PlainNetwork.Difference(network, teacher, images.Test):E1}");

        var services = new ServiceCollection();
        services.AddLana()
            .AddCandidates(operations => operations.Add(Operations))
            .AddDistillation(
                pretraining =>
                {
                    pretraining.ImagesPerEpoch = isShort ? 128 : 2560;
                    pretraining.BatchSize = 64;
                },
                scoring => scoring.Images = isShort ? 128 : 512,
                tuning =>
                {
                    tuning.Epochs = isShort ? 1 : 4;
                    tuning.BatchSize = 64;
                })
            .AddOnnxRuntimeLatency(settings.Measure)
            .AddIlpSearch(
                selection => selection.Solutions = isShort ? 3 : 12,
                ranking => ranking.Images = isShort ? 128 : 512,
                acceleration =>
                {
                    acceleration.RunDirectory = settings.Out ?? "own-network-out";
                    acceleration.Seed = settings.Seed;
                });
        await using var provider = services.BuildServiceProvider();
        using var result = await ProgressView.ShowAsync(
            progress => provider.GetRequiredService<IAccelerator>().AccelerateAsync(
                teacher,
                new TrainingData(images.Train, images.HeldOut),
                Budget.Latency(settings.Budget ?? 0.7),
                progress,
                cancellationToken));
        SampleResult.Of(teacher, result, images.Test, isShort).Report(result, "Your own network, accelerated");
        return 0;
    }
}
