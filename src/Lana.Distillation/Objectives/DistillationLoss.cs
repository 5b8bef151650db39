using TorchSharp;
using static TorchSharp.torch;

namespace Lana.Objectives;

/// <summary>A network's distance from the teacher by their outputs.</summary>
internal static class DistillationLoss
{
    /// <summary>As the objective compares them, or else as logits of classes.</summary>
    public static Tensor Of(ITrainingObjective objective, Tensor outputs, Tensor teacher, double temperature) =>
        objective is IDistillationObjective own
            ? own.Distance(outputs, teacher, temperature)
            : Of(outputs, teacher, temperature);

    /// <summary>T² · KL(teacher ‖ student) at temperature T; the square keeps the gradient's size independent of
    /// T.</summary>
    /// <remarks>Hinton, Vinyals and Dean 2015, section 2.</remarks>
    public static Tensor Of(Tensor student, Tensor teacher, double temperature)
    {
        using Scalar divisor = temperature;
        using Scalar factor = temperature * temperature;
        var softened = nn.functional.log_softmax(student.div(divisor), 1);
        var target = nn.functional.log_softmax(teacher.div(divisor), 1);
        return Divergence.Of(target, softened).mul(factor);
    }
}
