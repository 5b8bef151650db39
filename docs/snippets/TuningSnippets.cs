using Lana.Analysis.Refining;
using Lana.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Snippets;

internal static class TuningSnippets
{
    public static void Configure(ServiceCollection services)
    {
        #region tune
        services.AddLana()
                .UseEffort(Effort.Balanced)
                .AddCandidates(space => space.UseInherited())
                .AddDistillation(fineTuning: tuning =>
                {
                    tuning.Epochs = 20;
                    tuning.LearningRate = 0.008;
                })
                .AddOnnxRuntimeLatency()
                .AddIlpSearch(acceleration: options =>
                {
                    options.RunDirectory = "runs/model-a";
                    options.Refinement = new RefinementOptions { MaxEvaluations = 64 };
                });
        #endregion
    }

    public static void SaveMemory(ServiceCollection services)
    {
        #region tune-memory
        services.AddLana().AddDistillation(pretraining => pretraining.MemoryBudgetBytes = 4L << 30, fineTuning: tuning => tuning.BatchSize = 32);
        #endregion
    }
}
