using System.Diagnostics;
using Lana.Data;
using Lana.Modules;
using Lana.Networks;
using Lana.Pool;
using static TorchSharp.torch;

namespace Lana.Benchmarks.Distillation;

/// <summary>The paper's schedule straight in TorchSharp: one operation per layer per teacher forward.</summary>
internal sealed class PlainLoop(LayeredNetwork teacher, IBatchSource data, bool channelsLast)
{
    private const double LearningRate = 5e-3;

    /// <summary>Operation-samples per second; building modules and a first step are not counted.</summary>
    public double Run(IReadOnlyList<CandidateJob[]> rounds, int steps, CancellationToken cancellationToken)
    {
        var seconds = rounds.Sum(jobs => Round(jobs, steps, cancellationToken));
        return rounds.Sum(jobs => (double)jobs.Length) * steps * Workload.BatchSize / seconds;
    }

    private double Round(CandidateJob[] jobs, int steps, CancellationToken cancellationToken)
    {
        var modules = jobs.Select(job => job.Operation.Define(job.Layer).Build(job.Layer.Input)).ToList();
        using var optimiser = optim.AdamW(modules.SelectMany(module => module.parameters()), LearningRate);
        Step(jobs, modules, optimiser, 0);
        var started = Stopwatch.GetTimestamp();
        for (var step = 1; step <= steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Step(jobs, modules, optimiser, step);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        modules.ForEach(module => module.Dispose());
        return seconds;
    }

    private void Step(CandidateJob[] jobs, List<LanaModule> modules, optim.Optimizer optimiser, int step)
    {
        using var scope = NewDisposeScope();
        using var batch = data.Read([.. Enumerable.Range(step * Workload.BatchSize, Workload.BatchSize)]);
        IReadOnlyList<Tensor> features;
        using (no_grad())
        {
            features = teacher.Features(channelsLast ? MemoryLayout.ToChannelsLast(batch.Images) : batch.Images);
        }

        optimiser.zero_grad();
        var losses = jobs.Zip(modules, (job, module) => nn.functional.mse_loss(
            module.Run(features[job.Layer.Index], RunMode.Train), features[job.Layer.Index + 1]));
        losses.Aggregate((sum, loss) => sum + loss).backward();
        optimiser.step();
    }
}
