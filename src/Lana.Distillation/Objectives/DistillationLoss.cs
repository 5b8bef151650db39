namespace Lana.Objectives;

/// <summary>The distance of a network's outputs from the teacher's.</summary>
internal static class DistillationLoss
{
    /// <summary>The objective's own distance, or that of logits of classes.</summary>
    public static Tensor Of(ITrainingObjective objective, Tensor outputs, Tensor teacher, double temperature) =>
        objective is IDistillationObjective own
            ? own.Distance(outputs, teacher, temperature)
            : Of(outputs, teacher, temperature);

    /// <summary>T² · the batch's mean KL(teacher ‖ student) at temperature T; the square keeps the gradient's size
    /// independent of T.</summary>
    /// <remarks>Hinton, Vinyals and Dean 2015, section 2.</remarks>
    public static Tensor Of(Tensor student, Tensor teacher, double temperature)
    {
        using Scalar divisor = temperature;
        using Scalar factor = temperature * temperature;
        var softened = nn.functional.log_softmax(student.div(divisor), 1);
        var target = nn.functional.log_softmax(teacher.div(divisor), 1);
        using Scalar count = (double)target.shape[0];
        return nn.functional.kl_div(softened, target, true, nn.Reduction.Sum).div(count).mul(factor);
    }
}
