using System.Diagnostics;
using Lana.Candidates;
using Lana.Data;
using Lana.Definitions;
using Lana.Kernels;
using Lana.Modules;
using Lana.Networks;
using static TorchSharp.torch;

namespace Lana.Benchmarks.Distillation;

/// <summary>The paper's schedule straight in TorchSharp: one operation per layer per teacher forward.</summary>
internal sealed class PlainLoop(Network teacher, IBatchSource data, bool channelsLast)
{
    private const double LearningRate = 5e-3;

    /// <summary>Operation-samples per second; building modules and a first step are not counted.</summary>
    public double Run(IReadOnlyList<Candidate[]> rounds, int steps, CancellationToken cancellationToken)
    {
        var seconds = rounds.Sum(candidates => Round(candidates, steps, cancellationToken));
        return rounds.Sum(candidates => (double)candidates.Length) * steps * Workload.BatchSize / seconds;
    }

    private double Round(Candidate[] candidates, int steps, CancellationToken cancellationToken)
    {
        var modules = candidates.Select(candidate => candidate.Definition.Build(candidate.Layer.Input)).ToList();
        using var optimiser = optim.AdamW(modules.SelectMany(module => module.parameters()), LearningRate);
        Step(candidates, modules, optimiser, 0);
        var started = Stopwatch.GetTimestamp();
        for (var step = 1; step <= steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Step(candidates, modules, optimiser, step);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        modules.ForEach(module => module.Dispose());
        return seconds;
    }

    private void Step(Candidate[] candidates, List<LanaModule> modules, optim.Optimizer optimiser, int step)
    {
        using var scope = NewDisposeScope();
        using var batch = data.Read([.. Enumerable.Range(step * Workload.BatchSize, Workload.BatchSize)]);
        NetworkTrace trace;
        using (no_grad())
        {
            trace = teacher.Trace(channelsLast ? MemoryLayout.ToChannelsLast(batch.Images) : batch.Images);
        }

        optimiser.zero_grad();
        var losses = candidates.Zip(modules, (candidate, module) => nn.functional.mse_loss(
            module.Run(trace.Input(candidate.Layer.Index), RunMode.Train), trace.Output(candidate.Layer.Index)));
        losses.Aggregate((sum, loss) => sum + loss).backward();
        optimiser.step();
        trace.Dispose();
    }
}
