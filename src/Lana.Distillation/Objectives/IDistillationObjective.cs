namespace Lana.Objectives;

/// <summary>An objective that defines the distance between a student's outputs and the teacher's; outputs of other
/// objectives are compared as logits of classes, by Kullback-Leibler divergence.</summary>
/// <remarks>Implementations are stateless and thread-safe.</remarks>
public interface IDistillationObjective : ITrainingObjective
{
    /// <summary>The student's distance from the teacher.</summary>
    /// <param name="outputs">The student's outputs, float32 [N, K].</param>
    /// <param name="teacherOutputs">The teacher's, float32 [N, K].</param>
    /// <param name="temperature">Softens both, above 0; it may be ignored.</param>
    /// <returns>A differentiable scalar that the caller disposes; minimal if both are equal.</returns>
    Tensor Distance(Tensor outputs, Tensor teacherOutputs, double temperature);
}
