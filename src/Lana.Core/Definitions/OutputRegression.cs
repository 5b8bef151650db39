using Lana.Modules;
using TorchSharp;

namespace Lana.Definitions;

/// <summary>Fits the last convolution of a block to a target by ridge regression.</summary>
/// <remarks>He, Zhang and Sun 2017 reconstruct the outputs of pruned layers by least squares. The strength of the
/// regularisation is chosen on a quarter of the images.</remarks>
internal static class OutputRegression
{
    // A system of this many unknowns takes seconds.
    private const int MaxUnknowns = 2048;

    private const double HeldOutShare = 0.25;

    // A channel that the regression sets to zero could not be trained either.
    private const double SmallestGain = 0.05;

    private static readonly double[] Ridges = [1e-4, 1e-3, 1e-2, 1e-1, 1.0, 10.0, 100.0];

    /// <summary>Fits the block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="target">[N, C', H', W'].</param>
    /// <param name="mode">The statistics that the norms before the convolution use.</param>
    /// <returns>False if the block does not end in a convolution, the system is too large, or the features are too few,
    /// constant or not finite: then no weight is changed.</returns>
    public static bool TryFit(Block block, Tensor input, Tensor target, RunMode mode) =>
        Last(block) is { } last && UnknownsOf(last) <= MaxUnknowns && TryFitLast(block, input, target, mode);

    // Follows the same paths through the block as TryFitLast, without running anything.
    private static ConvBlock? Last(Block block) => block switch
    {
        ResidualBlock residual => Last(residual.Body),
        ChainBlock { Children: [.., var last] } => Last(last),
        SumBlock { Children: [var first, ..] } => Last(first),
        RepConvBlock { IsLinear: true } merged => Last(merged.Sum),
        ConvBlock { Conv.Activation: Activation.None } conv => conv,
        _ => null,
    };

    private static long UnknownsOf(ConvBlock conv) => conv.Weight.Value.numel() / conv.Conv.Out;

    private static bool TryFitLast(Block block, Tensor input, Tensor target, RunMode mode) => block switch
    {
        ResidualBlock residual => TryFitLast(residual.Body, input, target.sub(input), mode),
        ChainBlock { Children: [.., var last] chain } => TryFitLast(
            last,
            chain.SkipLast(1).Aggregate(input, (feature, child) => child.Run(feature, mode)),
            target,
            mode),
        SumBlock { Children: [var first, ..] branches } => TryFitLast(
            first,
            input,
            branches.Skip(1).Aggregate(target, (rest, other) => rest.sub(other.Run(input, mode))),
            mode),
        RepConvBlock merged => TryFitLast(merged.Sum, input, target, mode),
        ConvBlock conv => TryFitConv(conv, input, target),
        _ => false,
    };

    private static bool TryFitConv(ConvBlock conv, Tensor input, Tensor target)
    {
        var images = ConvRows.ImagesFor(target);
        var rows = ConvRows.Of(conv.Conv, input.narrow(0, 0, images));
        var wanted = target.narrow(0, 0, images).permute(0, 2, 3, 1).reshape(rows.size(0), -1);
        if (HeldOut(rows) == 0 || !IsFinite(rows) || !IsFinite(wanted))
        {
            return false;
        }

        var groups = conv.Conv.Groups;
        var hasShift = conv.Norm is not null || conv.Bias is not null;
        var fits = rows.chunk(groups, 1).Zip(wanted.chunk(groups, 1))
            .Select(group => (Rows: group.First, Kernels: Solve(group.First, group.Second, hasShift)))
            .ToList();
        var kernels = cat([.. fits.Select(fit => fit.Kernels)], 1);
        if (!IsFinite(kernels) || kernels.count_nonzero().item<long>() == 0)
        {
            return false;
        }

        Write(conv, kernels, cat([.. fits.Select(fit => fit.Rows.matmul(fit.Kernels))], 1), wanted);
        return true;
    }

    // [D, C'] for rows [R, D] and targets [R, C'].
    private static Tensor Solve(Tensor rows, Tensor wanted, bool hasShift)
    {
        var (held, kept) = (HeldOut(rows), rows.size(0) - HeldOut(rows));
        var first = new NormalEquations(rows.narrow(0, 0, kept), wanted.narrow(0, 0, kept), hasShift);
        var (heldRows, heldWanted) = (rows.narrow(0, kept, held), wanted.narrow(0, kept, held));
        var ridge = Ridges.MinBy(ridge => first.ErrorOn(heldRows, heldWanted, ridge));
        return new NormalEquations(rows, wanted, hasShift).Solve(ridge);
    }

    private static long HeldOut(Tensor rows) => (long)(rows.size(0) * HeldOutShare);

    private static bool IsFinite(Tensor values) => values.isfinite().all().item<bool>();

    // Kernels keep the magnitude of their initialisation, since optimiser steps do not depend on it.
    private static void Write(ConvBlock conv, Tensor kernels, Tensor output, Tensor wanted)
    {
        var shape = conv.Weight.Value.shape;
        if (conv.Norm is null)
        {
            conv.Weight.Value.copy_(kernels.t().reshape(shape));
            conv.Bias?.Value.copy_(wanted.mean([0]).sub(output.mean([0])));
            return;
        }

        using Scalar least = SmallestGain;
        var factor = conv.Weight.Value.square().mean().div(kernels.square().mean()).sqrt();
        var gains = output.std(0, unbiased: false);
        conv.Weight.Value.copy_(kernels.t().reshape(shape).mul(factor));
        conv.Bias?.Value.zero_();
        conv.Norm.Set(
            gains.maximum(gains.mean().mul(least)), wanted.mean([0]), output.mean([0]).mul(factor), gains.mul(factor).square());
    }
}
