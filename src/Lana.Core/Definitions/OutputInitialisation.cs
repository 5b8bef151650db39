using Lana.Kernels;
using Lana.Modules;
using TorchSharp;

namespace Lana.Definitions;

/// <summary>Scales and shifts an output, channel by channel.</summary>
internal static class OutputInitialisation
{
    private static readonly long[] Positions = [0, 2, 3];

    /// <summary>Changes gains so that their sum has the mean of the target and a share of its spread.</summary>
    public static void Apply(IReadOnlyList<OutputGain> gains, Tensor output, Tensor target, double share)
    {
        using Scalar part = share;
        using Scalar none = 0.0;
        var spread = output.std(Positions, unbiased: false);

        // A constant channel has no spread that could be scaled.
        var factor = where(
            spread.gt(none), target.std(Positions, unbiased: false).mul(part).div(spread), ones_like(spread));
        if (gains.Any(gain => gain.IsKernel))
        {
            // Optimiser steps do not depend on the magnitude of a kernel: a larger kernel learns more slowly.
            using Scalar one = 1.0;
            factor = factor.clamp_max(one);
        }

        foreach (var gain in gains)
        {
            gain.Factor.Value.mul_(gain.IsKernel ? factor.view(-1, 1, 1, 1) : factor);
            gain.Shift?.Value.mul_(factor);
        }

        if (gains.Select(gain => gain.Shift).FirstOrDefault(shift => shift is not null) is { } first)
        {
            first.Value.add_(target.mean(Positions).sub(output.mean(Positions).mul(factor)), Elementwise.One);
        }
    }
}
