using Lana.Modules;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>The families <c>cb_stack</c>, <c>cb_bottle</c> and <c>cb_res</c>: dense convolutions over a grid of kernels
/// and inner widths.</summary>
/// <remarks>LANA, table 1. The inner width is a share w of the layer's output width. CBR is convolution, batch norm,
/// ReLU; CB is without ReLU; <c>cb_res</c> is pre-activated (He et al. 2016b).</remarks>
internal static class DenseConvolutions
{
    private static readonly int[] Kernels = [1, 3, 5, 7];
    private static readonly double[] Widths = [1.0 / 16, 1.0 / 10, 1.0 / 8, 1.0 / 5, 1.0 / 4, 1.0 / 2, 1.0, 2.0, 3.0, 4.0];

    public static IEnumerable<CandidateOperation> Stacks => Grid("cb_stack", (layer, kernel, inner) => new Chain(
        Cbr("conv1", "bn1", inner, kernel, layer.Stride),
        Cb("conv2", "bn2", layer.Output.Channels, kernel)));

    public static IEnumerable<CandidateOperation> Bottlenecks => Grid("cb_bottle", (layer, kernel, inner) => new Chain(
        Cbr("conv1", "bn1", inner, 1),
        Cbr("conv2", "bn2", inner, kernel, layer.Stride),
        Cb("conv3", "bn3", layer.Output.Channels, 1)));

    // The second norm stands behind the first convolution: that is where it folds.
    public static IEnumerable<CandidateOperation> PreActivated => Grid("cb_res", (layer, kernel, inner) => new Chain(
        new Norm("bn1") { Activation = Activation.Relu },
        Cbr("conv1", "bn2", inner, kernel, layer.Stride),
        new Conv("conv2", layer.Output.Channels, kernel)));

    private static IEnumerable<CandidateOperation> Grid(string family, Func<Layer, int, int, Definition> compose) =>
        from kernel in Kernels
        from width in Widths
        select new OperationFamily(
            family,
            $"k{kernel}_w{OperationFamily.Text(width)}",
            layer => compose(layer, kernel, OperationFamily.InnerWidth(layer.Output.Channels, width)));

    private static Conv Cbr(string name, string norm, int output, int kernel, int stride = 1) =>
        ConvStyle.Relu.Conv(name, norm, output, kernel, stride);

    private static Conv Cb(string name, string norm, int output, int kernel) =>
        Cbr(name, norm, output, kernel) with { Activation = Activation.None };
}
