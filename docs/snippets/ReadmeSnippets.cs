using Lana;
using Lana.Data;
using Lana.Networks;
#region readme
using Lana.Pipeline;
using Lana.Problem;
using Microsoft.Extensions.DependencyInjection;
#endregion

namespace Snippets;

internal static class ReadmeSnippets
{
    public static async Task AccelerateAsync(
        Network teacher, IBatchSource train, IBatchSource heldOut, IProgress<LanaProgress> progress, CancellationToken cancellationToken)
    {
        #region readme
        var services = new ServiceCollection();
        services.AddLana()
                .UseEffort(Effort.Balanced)                                // or Quick, or Thorough; single options still win
                .AddCandidates(space => space.UseInherited())              // the operations that can replace a layer
                .AddDistillation()                                         // how they are trained against the teacher
                .AddOnnxRuntimeLatency(latency => latency.Threads = 1)     // how they are measured on this device
                .AddIlpSearch();                                           // how one per layer is chosen

        using var provider = services.BuildServiceProvider();
        var accelerator = provider.GetRequiredService<IAccelerator>();
        using var result = await accelerator.AccelerateAsync(
            teacher, new TrainingData(train, heldOut), Budget.Latency(fraction: 0.45), progress, cancellationToken);
        // result.OnnxPath loads in a stock ONNX Runtime; result.Latency is what was measured, IsWithinBudget whether it is enough.
        #endregion
    }
}
