using static TorchSharp.torch;

namespace Lana.Objectives;

/// <summary>An objective that knows how a student's outputs are compared with the teacher's; without it they are taken
/// as logits of classes and compared by Kullback-Leibler divergence.</summary>
/// <remarks>Implementations are stateless and safe to call from several threads at once.</remarks>
public interface IDistillationObjective : ITrainingObjective
{
    /// <summary>The student's distance from the teacher.</summary>
    /// <param name="outputs">The student's outputs, float32 [N, K].</param>
    /// <param name="teacherOutputs">The teacher's, float32 [N, K].</param>
    /// <param name="temperature">What softens both, above 0; may have no meaning here.</param>
    /// <returns>A differentiable scalar that the caller disposes; least where both are equal.</returns>
    Tensor Distance(Tensor outputs, Tensor teacherOutputs, double temperature);
}
