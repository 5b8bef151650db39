using Lana.Measurement;
using Lana.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace BringYourOwnNetwork;

/// <summary>The configuration of Lana in the sample.</summary>
internal static class Recipe
{
    private static readonly string[] Operations =
    [
        "identity",
        "efn_e1_k3", "efn_e3_k3",
        "efnv2_e1_k3", "efnv2_e3_k1",
        "cb_stack_k1_w1", "cb_stack_k3_w0.25", "cb_stack_k3_w0.5",
        "cb_bottle_k3_w0.25", "cb_bottle_k3_w0.5",
    ];

    public static ServiceProvider Wire(RunOptions options)
    {
        var services = new ServiceCollection();
        services.AddLana()
            .AddCandidates(searchSpace => searchSpace.Add(Operations))
            .AddDistillation(
                pretraining =>
                {
                    pretraining.ImagesPerEpoch = options.IsShort ? 128 : 2560;
                    pretraining.BatchSize = 64;
                },
                scoring => scoring.Images = options.IsShort ? 128 : 512,
                tuning =>
                {
                    tuning.Epochs = options.IsShort ? 1 : 4;
                    tuning.BatchSize = 64;
                })
            .AddOnnxRuntimeLatency(latency => Measure(latency, options.IsShort))
            .AddIlpSearch(
                selection => selection.Solutions = options.IsShort ? 3 : 12,
                ranking => ranking.Images = options.IsShort ? 128 : 512,
                acceleration => Accelerate(acceleration, options));
        return services.BuildServiceProvider();
    }

    private static void Accelerate(AcceleratorOptions acceleration, RunOptions options)
    {
        acceleration.RunDirectory = options.Out;
        acceleration.Seed = options.Seed;
    }

    private static void Measure(OnnxRuntimeLatencyOptions latency, bool isShort)
    {
        if (isShort)
        {
            latency.TimePerSubject = TimeSpan.FromMilliseconds(4);
            latency.MinRounds = 5;
        }
    }
}
