namespace Lana.Objectives;

/// <summary>The loss and accuracy of the teacher's task, for scoring, ranking and fine-tuning.</summary>
/// <remarks>Implementations are stateless and thread-safe.</remarks>
public interface ITrainingObjective
{
    /// <summary>A short text that identifies the loss; part of the fingerprint of every result.</summary>
    string Fingerprint { get; }

    /// <summary>The mean loss over a batch.</summary>
    /// <param name="outputs">The network's outputs, float32 [N, K].</param>
    /// <param name="labels">The batch's labels, [N] or [N, …]; null if nothing is labelled.</param>
    /// <returns>A differentiable scalar that the caller disposes.</returns>
    /// <exception cref="InvalidOperationException">The objective needs labels and there are none.</exception>
    Tensor Loss(Tensor outputs, Tensor? labels);

    /// <summary>The number of correct examples in a batch, as the objective defines it; it may be fractional.</summary>
    /// <param name="outputs">The network's outputs, float32 [N, K].</param>
    /// <param name="labels">The batch's labels; null if nothing is labelled.</param>
    /// <returns>0 to N.</returns>
    /// <exception cref="InvalidOperationException">The objective needs labels and there are none.</exception>
    double CountCorrect(Tensor outputs, Tensor? labels);
}
