using Lana.Definitions;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>The families <c>efn</c> and <c>efnv2</c>: inverted residuals, depthwise or fused.</summary>
/// <remarks>LANA, table 1; Sandler et al. 2018, Tan and Le 2019, 2021. The squeeze is a rounded share of the expanded
/// width, at least 1. Batch norms follow every convolution, SiLU all but the last.</remarks>
internal static class InvertedResiduals
{
    private static readonly int[] Expansions = [1, 3, 6];
    private static readonly int[] Kernels = [1, 3, 5];
    private static readonly double[] Squeezes = [0.0, 0.04, 0.025];

    public static IEnumerable<Operation> Depthwise => Grid("efn", (layer, wide, kernel) => new Chain(
        ConvStyle.Silu.Conv("conv_pw", "bn1", wide, 1),
        ConvStyle.Silu.Depthwise("conv_dw", "bn2", wide, kernel, layer.Stride)));

    public static IEnumerable<Operation> Fused => Grid("efnv2", (layer, wide, kernel) => new Chain(
        ConvStyle.Silu.Conv("conv_exp", "bn1", wide, kernel, layer.Stride)));

    private static IEnumerable<Operation> Grid(string family, Func<Layer, int, int, Chain> expand) =>
        from expansion in Expansions
        from kernel in Kernels
        from squeeze in Squeezes
        select new OperationFamily(family, Numbers(expansion, kernel, squeeze), layer =>
        {
            var wide = InnerWidth.Of(layer.Input.Channels, expansion);
            var project = ConvStyle.Silu.Conv("conv_pwl", "bn3", layer.Output.Channels, 1) with
            {
                Activation = Activation.None,
            };
            Definition[] parts = [.. expand(layer, wide, kernel).Parts, .. SqueezeExcite(wide, squeeze), project];
            return new Chain(parts);
        });

    private static string Numbers(int expansion, int kernel, double squeeze) => squeeze > 0.0
        ? $"e{expansion}_k{kernel}_se{OperationFamily.Text(squeeze)}"
        : $"e{expansion}_k{kernel}";

    private static Definition[] SqueezeExcite(int wide, double share) => share > 0.0
        ? [Gate.SqueezeExcite(wide, Math.Max(1, (int)Math.Round(wide * share)), Activation.Silu)]
        : [];
}
