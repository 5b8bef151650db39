using Lana.Data;
using Lana.Definitions;
using Lana.Kernels;
using Lana.Native;
using Lana.Networks;
using Lana.Objectives;
using static TorchSharp.torch;

namespace Lana.Scoring;

/// <summary>Loss and accuracy of networks, in TorchSharp.</summary>
public static class NetworkEvaluator
{
    private const int LargestBatch = 250;

    // All workers together take no more than this share of the memory.
    private const int MemoryShare = 4;

    /// <summary>Evaluates a network on the examples of a source, as they are.</summary>
    /// <param name="network">The network; not changed.</param>
    /// <param name="data">Labelled examples.</param>
    /// <param name="objective">What counts; null for classification.</param>
    /// <param name="cancellationToken">Stops within one batch for each worker.</param>
    /// <returns>Mean loss and accuracy with running statistics.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<Evaluation> EvaluateAsync(
        Network network,
        IBatchSource data,
        ITrainingObjective? objective = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        return TorchThread.RunAsync(1, () =>
        {
            using var workers = new TorchWorkers();
            return Evaluate(network, data, objective ?? new ClassificationObjective(), workers, cancellationToken);
        });
    }

    /// <summary>How many images fit beside those of other workers: no part of the network holds more at once than it
    /// would keep for a backward pass.</summary>
    internal static int BatchSize(Network network, int workers, long? memory = null)
    {
        var definition = network.Definition;
        var shape = definition.Input;
        var largest = 1L;
        foreach (var part in (IEnumerable<Definition>)
            [definition.Stem, .. definition.LayerDefinitions.Select(layer => layer.Definition), definition.Head])
        {
            var price = part.Cost(shape);
            largest = Math.Max(largest, price.ActivationBytes);
            shape = price.Output;
        }

        var available = memory ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return (int)Math.Clamp(available / MemoryShare / workers / largest, 1, LargestBatch);
    }

    private static Evaluation Evaluate(
        Network network,
        IBatchSource data,
        ITrainingObjective objective,
        TorchWorkers workers,
        CancellationToken cancellationToken)
    {
        var batches = new BatchPlan(EpochOrder.Sequential(data.Count), BatchSize(network, workers.Count));
        var losses = new double[batches.Count];
        var correct = new double[batches.Count];
        workers.Run(
            batches.Count,
            index =>
            {
                using var gradients = no_grad();
                using var batch = data.Read(batches[index].Span);
                var logits = network.Run(MemoryLayout.ToChannelsLast(batch.Images));
                losses[index] = objective.Loss(logits, batch.Labels).item<float>() * batch.Count;
                correct[index] = objective.CountCorrect(logits, batch.Labels);
            },
            cancellationToken);
        return new Evaluation(losses.Sum() / data.Count, correct.Sum() / data.Count, data.Count);
    }
}
