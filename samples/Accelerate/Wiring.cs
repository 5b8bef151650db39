using Lana.Candidates;
using Lana.FineTuning;
using Lana.Measurement;
using Lana.Networks;
using Lana.Objectives;
using Microsoft.Extensions.DependencyInjection;

namespace Accelerate;

/// <summary>How the command line wires Lana.</summary>
internal static class Wiring
{
    /// <summary>What layers may become.</summary>
    public static SearchSpace SearchSpace(AccelerateSettings settings)
    {
        var builder = new SearchSpaceBuilder();
        Add(builder, settings.Operations);
        return builder.Build();
    }

    public static ServiceProvider Make(AccelerateSettings settings, NetworkDefinition network, bool learnsLabels)
    {
        var services = new ServiceCollection();
        if (!learnsLabels)
        {
            services.AddSingleton<ITrainingObjective>(new OutputMatchingObjective(network, settings.Logits?.Split(',')));
        }

        services.AddLana()
            .UseEffort(settings.Effort)
            .AddCandidates(space => Add(space, settings.Operations))
            .AddDistillation(
                pretraining => pretraining.ImagesPerEpoch = settings.IsShort ? 64 : pretraining.ImagesPerEpoch,
                scoring => scoring.Images = settings.IsShort ? 64 : scoring.Images,
                tuning => FineTune(tuning, settings))
            .AddOnnxRuntimeLatency(latency => Measure(latency, settings))
            .AddIlpSearch(
                selection => selection.Solutions = settings.IsShort ? 4 : selection.Solutions,
                ranking => ranking.Images = settings.IsShort ? 64 : ranking.Images,
                acceleration =>
                {
                    acceleration.RunDirectory = settings.Out;
                    acceleration.Seed = settings.Seed;
                    acceleration.TrialSearch = settings.IsShort
                        ? ShortRun.TrialSearch
                        : acceleration.TrialSearch;
                });
        return services.BuildServiceProvider();
    }

    private static void Add(SearchSpaceBuilder space, string operations)
    {
        foreach (var name in operations.Split(',', StringSplitOptions.TrimEntries))
        {
            _ = name switch
            {
                "inherited" => space.UseInherited(),
                "compact" => space.UseCompact(),
                "paper" => space.UsePaper(),
                "modern" => space.UseModern(),
                "full" => space.UseFull(),
                _ => space.Add(name),
            };
        }
    }

    private static void FineTune(FineTuningOptions tuning, AccelerateSettings settings)
    {
        tuning.Augment = settings.Augments;
        if (settings.IsShort)
        {
            (tuning.Epochs, tuning.ImagesPerEpoch) = (1, 64);
        }
    }

    private static void Measure(OnnxRuntimeLatencyOptions latency, AccelerateSettings settings)
    {
        (latency.Threads, latency.Batch) = (settings.Threads, settings.Batch);
        if (settings.IsShort)
        {
            ShortRun.Measure(latency);
        }
    }
}
