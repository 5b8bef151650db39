using Lana.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Lana.FineTuning;

/// <summary>The student's distance from the teacher's softened output.</summary>
internal static class DistillationLoss
{
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
