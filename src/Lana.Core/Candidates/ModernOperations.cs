using Lana.Definitions;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>The families <c>convnext</c>, <c>fasternet</c>, <c>ghost</c> and <c>mobileone</c>.</summary>
/// <remarks>ConvNeXt block (Liu et al. 2022, without its layer scale), FasterNet block with partial convolution (Chen
/// et al. 2023; its merging layer if the shape changes), Ghost bottleneck (Han et al. 2020), MobileOne block (Vasu et
/// al. 2023, two of them with an inner width). Inner widths are rounded as in the other families.</remarks>
internal static class ModernOperations
{
    private const int PartialShare = 4;
    private const int NormedChannels = 4;

    private static readonly int[] Expansions = [2, 4];
    private static readonly int[] GhostExpansions = [2, 3, 6];
    private static readonly int[] Kernels = [3, 5];
    private static readonly int[] LargeKernels = [3, 5, 7];
    private static readonly double[] Widths = [1.0, 2.0];
    private static readonly int[] Branches = [1, 4];

    public static IEnumerable<OperationFamily> ConvNext =>
        from expansion in Expansions
        from kernel in LargeKernels
        select new OperationFamily("convnext", $"e{expansion}_k{kernel}", layer => new Chain(
            new Conv("conv_dw", layer.Input.Channels, kernel)
            {
                Stride = layer.Stride,
                Groups = layer.Input.Channels,
                Bias = true,
            },
            new ChannelNorm("norm"),
            new Conv("mlp.fc1", InnerWidth.Of(layer.Input.Channels, expansion), 1)
            {
                Bias = true,
                Activation = Activation.Gelu,
            },
            new Conv("mlp.fc2", layer.Output.Channels, 1) { Bias = true }))
        {
            Needs = layer => layer.Input.Channels >= NormedChannels
                ? null
                : $"a norm over {layer.Input.Channels} channels leaves nothing of them",
            BranchScale = 0.1,
        };

    public static IEnumerable<OperationFamily> FasterNet =>
        from expansion in Expansions
        from kernel in Kernels
        select new OperationFamily("fasternet", $"e{expansion}_k{kernel}", layer => Partial(layer, expansion, kernel))
        {
            Needs = layer => layer.Output.Channels >= PartialShare
                ? null
                : $"{layer.Output.Channels} channels have no part of 1/{PartialShare}",
            BranchScale = 0.1,
        };

    public static IEnumerable<OperationFamily> Ghost =>
        from expansion in GhostExpansions
        from kernel in Kernels
        select new OperationFamily("ghost", $"e{expansion}_k{kernel}", layer =>
        {
            var wide = InnerWidth.Of(layer.Input.Channels, expansion);
            Definition[] stride = layer.Stride == 1
                ? []
                : [Plain.Depthwise("conv_dw", "bn_dw", wide, kernel, layer.Stride)];
            Definition[] parts =
            [
                .. GhostModule("ghost1", wide, kernel, ConvStyle.Relu),
                .. stride,
                .. GhostModule("ghost2", layer.Output.Channels, kernel, Plain),
            ];
            return new Chain(parts);
        })
        {
            Needs = layer => layer.Output.Channels % 2 == 0
                ? null
                : $"half of {layer.Output.Channels} channels is no whole number",
        };

    public static IEnumerable<OperationFamily> MobileOne =>
        from kernel in Kernels
        from width in Widths
        from branches in Branches
        select new OperationFamily("mobileone", $"{DenseConvolutions.Numbers(kernel, width)}_o{branches}", layer =>
        {
            var inner = DenseConvolutions.Inner(layer, width);
            RepConv Depthwise(string name, int channels, int stride) => new(name, channels, kernel)
            {
                Stride = stride,
                Groups = channels,
                Branches = branches,
                Activation = Activation.Relu,
            };
            return new Chain(
                Depthwise("dw1", layer.Input.Channels, layer.Stride),
                new RepConv("pw1", inner, 1) { Branches = branches, Activation = Activation.Relu },
                Depthwise("dw2", inner, 1),
                new RepConv("pw2", layer.Output.Channels, 1) { Branches = branches });
        })
        {
            IsResidual = false,
        };

    private static ConvStyle Plain => ConvStyle.Relu with { Activation = Activation.None };

    // A 1×1 convolution computes half of the channels; a cheap depthwise convolution of these computes the other half.
    private static Definition[] GhostModule(string name, int channels, int kernel, ConvStyle style) =>
    [
        style.Conv($"{name}.primary_conv.0", $"{name}.primary_conv.1", channels / 2, 1),
        new Concat(
            Chain.Identity,
            style.Depthwise($"{name}.cheap_operation.0", $"{name}.cheap_operation.1", channels / 2, kernel)),
    ];

    private static Chain Partial(Layer layer, int expansion, int kernel)
    {
        var channels = layer.Output.Channels;
        var part = channels / PartialShare;
        var block = new Chain(
            new Concat(
                new Chain(new Slice(0, part), new Conv("spatial_mixing.partial_conv3", part, kernel)),
                new Slice(part, channels - part)),
            ConvStyle.Relu.Conv("mlp.0", "mlp.1", InnerWidth.Of(channels, expansion), 1),
            new Conv("mlp.3", channels, 1));
        var merging = new Conv("reduction", channels, layer.Stride)
        {
            Stride = layer.Stride,
            Padding = Padding.Same,
            Norm = "norm",
        };
        return layer.KeepsShape ? block : new Chain(merging, new Residual(block));
    }
}
