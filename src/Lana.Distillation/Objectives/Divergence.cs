using TorchSharp;
using static TorchSharp.torch;

namespace Lana.Objectives;

/// <summary>The Kullback-Leibler divergence of outputs from the teacher's.</summary>
internal static class Divergence
{
    /// <summary>The mean over the batch of Σ p·(log p − log q).</summary>
    /// <param name="logTeacher">log p, [N, K].</param>
    /// <param name="logStudent">log q, [N, K].</param>
    public static Tensor Of(Tensor logTeacher, Tensor logStudent)
    {
        using Scalar count = (double)logTeacher.shape[0];
        return nn.functional.kl_div(logStudent, logTeacher, true, nn.Reduction.Sum).div(count);
    }
}
