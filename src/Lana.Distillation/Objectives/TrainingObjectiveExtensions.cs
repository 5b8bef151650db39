namespace Lana.Objectives;

/// <summary>Variants of objectives.</summary>
public static class TrainingObjectiveExtensions
{
    /// <summary>Replaces the metric of an objective, which decides which epoch of the fine-tuning is kept and which
    /// <see cref="Scoring.Evaluation.Accuracy"/> reports; the loss stays the same.</summary>
    /// <param name="objective">The objective whose loss and distance stay.</param>
    /// <param name="name">The metric's name, part of the fingerprint: results with another name are not reused.</param>
    /// <param name="countCorrect">Returns, for outputs float32 [N, K] and labels (null without any), the sum over the
    /// images of a value from 0 to 1; higher is better. It is called from several threads at once.</param>
    /// <returns>An objective.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static ITrainingObjective WithMetric(
        this ITrainingObjective objective, string name, Func<Tensor, Tensor?, double> countCorrect)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(countCorrect);
        return new MetricObjective(objective, name, countCorrect);
    }

    /// <summary>The names of a network's outputs that an objective takes for logits of classes.</summary>
    internal static IReadOnlyList<string> LogitsOf(this ITrainingObjective? objective, NetworkDefinition network) => objective switch
    {
        MetricObjective metric => metric.Inner.LogitsOf(network),
        OutputMatchingObjective matching => matching.Logits,
        ClassificationObjective when network is { Outputs: [var output], OutputSize: > 1 } => [output.Name],
        _ => [],
    };
}
