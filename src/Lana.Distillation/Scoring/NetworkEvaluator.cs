namespace Lana.Scoring;

/// <summary>Computes the loss and accuracy of networks in TorchSharp.</summary>
public static class NetworkEvaluator
{
    private const int MaxBatchSize = 250;

    // All workers together use at most a quarter of the memory.
    private const int MemoryDivisor = 4;

    /// <summary>Evaluates a network on the examples of a source, as they are.</summary>
    /// <param name="network">The network; not changed.</param>
    /// <param name="data">Labelled examples.</param>
    /// <param name="objective">Defines loss and accuracy; null for classification.</param>
    /// <param name="cancellationToken">Stops within one batch for each worker.</param>
    /// <returns>Mean loss and accuracy; batch norms use their running statistics.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<Evaluation> EvaluateAsync(
        Network network,
        IBatchSource data,
        ITrainingObjective? objective = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        return TorchThread.RunAsync(
            1, () => Evaluate(network, data, objective ?? new ClassificationObjective(), cancellationToken));
    }

    /// <summary>Evaluates on workers and blocks the caller, which has to be a thread of its own.</summary>
    internal static Evaluation Evaluate(
        Network network, IBatchSource data, ITrainingObjective objective, CancellationToken cancellationToken)
    {
        using var workers = new TorchWorkers();
        var batches = new BatchPlan(EpochOrder.Sequential(data.Count), BatchSize(network, workers.Count));
        var losses = new double[batches.Count];
        var correct = new double[batches.Count];
        workers.Run(
            batches.Count,
            index =>
            {
                using var gradients = no_grad();
                using var batch = data.ReadChecked(batches[index].Span);
                var logits = network.Run(MemoryLayout.ToChannelsLast(batch.Images));
                losses[index] = objective.Loss(logits, batch.Labels).item<float>() * batch.Count;
                correct[index] = objective.CountCorrect(logits, batch.Labels);
            },
            cancellationToken);
        return new Evaluation(losses.Sum() / data.Count, correct.Sum() / data.Count, data.Count);
    }

    /// <summary>The number of images that fit beside those of other workers: no part of the network holds more at once
    /// than it would keep for a backward pass.</summary>
    internal static int BatchSize(Network network, int workers, long? memory = null)
    {
        var max = Math.Max(1L, network.Definition.Plan.Costs.Max(cost => cost.ActivationBytes));
        var available = memory ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return (int)Math.Clamp(available / MemoryDivisor / workers / max, 1, MaxBatchSize);
    }
}
