using System.Collections.Immutable;

namespace Lana.Scoring;

/// <summary>Computes the loss and accuracy of networks in TorchSharp.</summary>
public static class NetworkEvaluator
{
    private const int MaxBatchSize = 250;

    // All workers together use at most a quarter of the memory.
    private const int MemoryDivisor = 4;

    /// <summary>Evaluates a network on the examples of a source, without augmentation.</summary>
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

    /// <summary>Compares the outputs of a network with its teacher's on the examples of a source, without
    /// augmentation.</summary>
    /// <param name="network">The network; not changed.</param>
    /// <param name="teacher">The teacher, with the same outputs; not changed.</param>
    /// <param name="images">The images; labels are not used.</param>
    /// <param name="logits">The names of the outputs that are logits of classes; the classes are the first axis after
    /// N. Null for none.</param>
    /// <param name="progress">Receives the progress; null disables reporting.</param>
    /// <param name="cancellationToken">Stops within one batch for each worker.</param>
    /// <returns>One result for each output, in order.</returns>
    /// <exception cref="ArgumentException">The networks have different outputs, a name is not that of an output, or an
    /// output has only one class.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<IReadOnlyList<OutputAgreement>> CompareOutputsAsync(
        Network network,
        Network teacher,
        IBatchSource images,
        IReadOnlyCollection<string>? logits = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(images);
        var (own, other) = (OutputPart.Of(network.Definition, logits ?? []), OutputPart.Of(teacher.Definition, []));
        if (!own.Select(part => (part.Name, part.Shape)).SequenceEqual(other.Select(part => (part.Name, part.Shape))))
        {
            throw new ArgumentException(
                $"'{network.Name}' gives {Describe(own)}, the teacher '{teacher.Name}' {Describe(other)}.", nameof(teacher));
        }

        return TorchThread.RunAsync(1, () => Compare(network, teacher, images, own, progress, cancellationToken));
    }

    private static string Describe(IEnumerable<OutputPart> parts) =>
        Shortened.List(parts.Select(part => $"{part.Name} {part.Shape}"), 8, ", ");

    private static IReadOnlyList<OutputAgreement> Compare(
        Network network,
        Network teacher,
        IBatchSource images,
        ImmutableArray<OutputPart> parts,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        using var workers = new TorchWorkers();
        var size = Math.Min(BatchSize(network, workers.Count), BatchSize(teacher, workers.Count));
        var batches = new BatchPlan(EpochOrder.Sequential(images.Count), size);
        var tracker = new ProgressTracker("comparing outputs", batches.Count, progress);
        var sums = new OutputComparison[batches.Count][];
        workers.Run(
            batches.Count,
            index =>
            {
                using var gradients = no_grad();
                using var scope = NewDisposeScope();
                using var batch = images.ReadChecked(batches[index].Span);
                var pixels = MemoryLayout.ToChannelsLast(batch.Images);
                sums[index] = OutputComparison.Of(parts, network.Run(pixels), teacher.Run(pixels));
                tracker.Advance();
            },
            cancellationToken);
        return [.. parts.Select((part, i) => sums.Select(batch => batch[i]).Aggregate((all, one) => all + one).ToAgreement(part))];
    }

    /// <summary>Evaluates on workers and blocks the caller, which has to be a dedicated thread.</summary>
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

    /// <summary>The number of images that fit in memory together with those of other workers: no part of the network
    /// holds more at once than it would keep for a backward pass.</summary>
    internal static int BatchSize(Network network, int workers, long? memory = null)
    {
        var max = Math.Max(1L, network.Definition.Plan.Costs.Max(cost => cost.ActivationBytes));
        var available = memory ?? MachineMemory.Bytes;
        return (int)Math.Clamp(available / MemoryDivisor / workers / max, 1, MaxBatchSize);
    }
}
