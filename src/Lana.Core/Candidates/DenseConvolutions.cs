using Lana.Definitions;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>The families <c>cb_stack</c>, <c>cb_bottle</c>, <c>cb_res</c>, <c>repvgg</c> and <c>conv_cs</c>: pairs of
/// convolutions over a grid of kernels and inner widths.</summary>
/// <remarks>LANA, table 1. The inner width is a share w of the layer's output width. CBR is convolution, batch norm,
/// ReLU; CB is without ReLU; <c>cb_res</c> is pre-activated (He et al. 2016b); <c>repvgg</c> trains with branches and
/// is exported merged (Ding et al. 2021), the second block linear as in all families; <c>conv_cs</c> shuffles the
/// channels between two grouped convolutions (Zhang et al. 2018).</remarks>
internal static class DenseConvolutions
{
    private const int Groups = 4;

    private static readonly int[] Kernels = [1, 3, 5, 7];
    private static readonly double[] Widths =
        [1.0 / 16, 1.0 / 10, 1.0 / 8, 1.0 / 5, 1.0 / 4, 1.0 / 2, 1.0, 2.0, 3.0, 4.0];

    public static IEnumerable<OperationFamily> Stacks => Grid("cb_stack", Stack);

    public static IEnumerable<OperationFamily> Bottlenecks => Grid("cb_bottle", Bottleneck);

    // The second norm follows the first convolution, into which it is folded.
    public static IEnumerable<OperationFamily> PreActivated =>
        from kernel in Kernels
        from width in Widths
        select new OperationFamily("cb_res", Numbers(kernel, width), layer => new Chain(
            new Norm("bn1") { Activation = Activation.Relu },
            Cbr("conv1", "bn2", Inner(layer, width), kernel, layer.Stride),
            new Conv("conv2", layer.Output.Channels, kernel)))
        {
            BranchScale = 0.1,
        };

    public static IEnumerable<OperationFamily> Reparameterised =>
        from kernel in Kernels
        from width in Widths
        select new OperationFamily("repvgg", Numbers(kernel, width), layer => new Chain(
            new RepConv("block1", Inner(layer, width), kernel) { Stride = layer.Stride, Activation = Activation.Relu },
            new RepConv("block2", layer.Output.Channels, kernel)))
        {
            IsResidual = false,
        };

    public static IEnumerable<OperationFamily> Shuffled =>
        from kernel in Kernels
        from width in Widths
        select new OperationFamily("conv_cs", Numbers(kernel, width), layer => new Chain(
            Cbr("conv1", "bn1", Inner(layer, width, 4 * Groups), kernel, layer.Stride) with { Groups = Groups },
            new ChannelShuffle(Groups),
            Cb("conv2", "bn2", layer.Output.Channels, kernel) with { Groups = Groups }))
        {
            Needs = layer => layer.Input.Channels % Groups == 0 && layer.Output.Channels % Groups == 0
                ? null
                : $"{Groups} groups do not divide both {layer.Input.Channels} and {layer.Output.Channels} channels",
        };

    public static Chain Stack(Layer layer, int kernel, double width) => new(
        Cbr("conv1", "bn1", Inner(layer, width), kernel, layer.Stride),
        Cb("conv2", "bn2", layer.Output.Channels, kernel));

    public static Chain Bottleneck(Layer layer, int kernel, double width) => new(
        Cbr("conv1", "bn1", Inner(layer, width), 1),
        Cbr("conv2", "bn2", Inner(layer, width), kernel, layer.Stride),
        Cb("conv3", "bn3", layer.Output.Channels, 1));

    public static Conv Cbr(string name, string norm, int output, int kernel, int stride = 1) =>
        ConvStyle.Relu.Conv(name, norm, output, kernel, stride);

    public static Conv Cb(string name, string norm, int output, int kernel) =>
        Cbr(name, norm, output, kernel) with { Activation = Activation.None };

    public static int Inner(Layer layer, double width, int step = 8) =>
        InnerWidth.Of(layer.Output.Channels, width, step);

    public static string Numbers(int kernel, double width) => $"k{kernel}_w{OperationFamily.Text(width)}";

    private static IEnumerable<OperationFamily> Grid(string family, Func<Layer, int, double, Definition> compose) =>
        from kernel in Kernels
        from width in Widths
        select new OperationFamily(family, Numbers(kernel, width), layer => compose(layer, kernel, width));
}
