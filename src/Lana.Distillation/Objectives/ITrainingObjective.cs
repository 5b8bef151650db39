using static TorchSharp.torch;

namespace Lana.Objectives;

/// <summary>What the teacher was trained for: the loss of scoring, ranking and fine-tuning.</summary>
/// <remarks>Implementations are stateless and safe to call from several threads at once.</remarks>
public interface ITrainingObjective
{
    /// <summary>A short text that changes with the loss: it enters the hash of everything made with it.</summary>
    string Fingerprint { get; }

    /// <summary>The mean loss over a batch.</summary>
    /// <param name="outputs">The network's outputs, float32 [N, K].</param>
    /// <param name="labels">The batch's labels, [N] or [N, …]; null where nothing is labelled.</param>
    /// <returns>A differentiable scalar that the caller disposes.</returns>
    /// <exception cref="InvalidOperationException">The objective needs labels and there are none.</exception>
    Tensor Loss(Tensor outputs, Tensor? labels);

    /// <summary>How many of a batch the outputs get right; what "right" means is the objective's.</summary>
    /// <param name="outputs">The network's outputs, float32 [N, K].</param>
    /// <param name="labels">The batch's labels; null where nothing is labelled.</param>
    /// <returns>0 to N.</returns>
    /// <exception cref="InvalidOperationException">The objective needs labels and there are none.</exception>
    double CountCorrect(Tensor outputs, Tensor? labels);
}
