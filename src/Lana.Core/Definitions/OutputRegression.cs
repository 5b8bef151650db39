using Lana.Modules;
using TorchSharp;

namespace Lana.Definitions;

/// <summary>Fits the last convolution of a block to a target by ridge regression.</summary>
/// <remarks>He, Zhang and Sun 2017 reconstruct the outputs of pruned layers by least squares. How strongly the regression
/// is regularised is decided on a quarter of the images.</remarks>
internal static class OutputRegression
{
    // A system of this many unknowns takes seconds.
    private const int MaxUnknowns = 2048;

    private const double HeldOutShare = 0.25;

    // A channel that the regression leaves at nothing could not be trained either.
    private const double SmallestGain = 0.05;

    private static readonly double[] Ridges = [1e-4, 1e-3, 1e-2, 1e-1, 1.0];

    /// <summary>Fits the block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="target">[N, C', H', W'].</param>
    /// <param name="mode">Which statistics the norms before the convolution use.</param>
    /// <returns>False where the block does not end in a dense convolution, or the system is too large: nothing is
    /// changed then.</returns>
    public static bool TryFit(Block block, Tensor input, Tensor target, RunMode mode) => block switch
    {
        ResidualBlock residual => TryFit(residual.Body, input, target.sub(input), mode),
        ChainBlock { Children: [.., var last] chain } => TryFit(
            last,
            chain.SkipLast(1).Aggregate(input, (feature, child) => child.Run(feature, mode)),
            target,
            mode),
        SumBlock { Children: [var first, ..] branches } => TryFit(
            first,
            input,
            branches.Skip(1).Aggregate(target, (rest, other) => rest.sub(other.Run(input, mode))),
            mode),
        ConvBlock { Conv: { Groups: 1, Activation: Activation.None } } conv => TryFitConv(conv, input, target),
        _ => false,
    };

    private static bool TryFitConv(ConvBlock conv, Tensor input, Tensor target)
    {
        var unknowns = input.size(1) * conv.Conv.Kernel * conv.Conv.Kernel;
        if (unknowns > MaxUnknowns || (conv.Norm is null && conv.Bias is null))
        {
            return false;
        }

        var images = ConvRows.ImagesFor(target);
        var rows = ConvRows.Of(conv.Conv, input.narrow(0, 0, images));
        var wanted = target.narrow(0, 0, images).permute(0, 2, 3, 1).reshape(rows.size(0), -1);
        var kernels = Solve(rows, wanted);
        if (!kernels.isfinite().all().item<bool>())
        {
            return false;
        }

        Write(conv, kernels, rows.matmul(kernels), wanted);
        return true;
    }

    // [D, C'] for rows [R, D] and targets [R, C'].
    private static Tensor Solve(Tensor rows, Tensor wanted)
    {
        var kept = rows.size(0) - (long)(rows.size(0) * HeldOutShare);
        var first = new NormalEquations(rows.narrow(0, 0, kept), wanted.narrow(0, 0, kept));
        var (heldRows, heldWanted) = (rows.narrow(0, kept, rows.size(0) - kept), wanted.narrow(0, kept, rows.size(0) - kept));
        var ridge = Ridges.MinBy(ridge => first.ErrorOn(heldRows, heldWanted, ridge));
        return new NormalEquations(rows, wanted).Solve(ridge);
    }

    // Kernels keep the size they were initialised with: steps change them by as much whatever their size.
    private static void Write(ConvBlock conv, Tensor kernels, Tensor output, Tensor wanted)
    {
        var shape = conv.Weight.Value.shape;
        if (conv.Norm is null)
        {
            conv.Weight.Value.copy_(kernels.t().reshape(shape));
            conv.Bias!.Value.copy_(wanted.mean([0]).sub(output.mean([0])));
            return;
        }

        using Scalar least = SmallestGain;
        var factor = conv.Weight.Value.std().div(kernels.std());
        var gains = output.std(0, unbiased: false);
        conv.Weight.Value.copy_(kernels.t().reshape(shape).mul(factor));
        conv.Norm.Set(
            gains.maximum(gains.mean().mul(least)), wanted.mean([0]), output.mean([0]).mul(factor), gains.mul(factor).square());
    }
}
