using Lana.Definitions;
using Lana.Networks;

namespace Lana.Models;

/// <summary>ResNet for ImageNet.</summary>
/// <remarks>He et al. 2016 (arXiv 1512.03385), table 1, stride in the 3×3 convolution.</remarks>
internal static class ResNet
{
    private static readonly NetworkFamily Family = new(
        "ResNet", "He et al. 2016, arXiv 1512.03385; names of torchvision 0.20");

    // Blocks per stage; their input resolutions at 224 are 56, 56, 28 and 14.
    internal static NetworkEntry[] Entries { get; } =
    [
        new(Family, "resnet18", 224, plan => Compose(plan, 1, Basic, 2, 2, 2, 2)),
        new(Family, "resnet34", 224, plan => Compose(plan, 1, Basic, 3, 4, 6, 3)),
        new(Family, "resnet50", 224, plan => Compose(plan, 4, Bottleneck, 3, 4, 6, 3)),
        new(Family, "resnet101", 224, plan => Compose(plan, 4, Bottleneck, 3, 4, 23, 3)),
    ];

    private static NetworkDefinition Compose(
        NetworkPlan plan, int expansion, Func<ResidualBlockConfig, Definition> block, params ReadOnlySpan<int> repeats)
    {
        var style = plan.Styled(ConvStyle.Relu);
        var channels = plan.Channels(64);
        var stem = new Chain(
            style.Conv("conv1", "bn1", channels, 7, plan.StemStride), // 224
            new Pool(PoolFunction.Max, 3) { Stride = 2 }); // 112
        var layers = ResidualStages.Make(plan, channels, 64, expansion, repeats, block);
        return plan.Assemble(stem, layers, [new GlobalPool(), .. plan.Classifier("fc")]);
    }

    private static Definition Basic(ResidualBlockConfig block) => block.Join(
        new Chain(
            block.Style.Conv("conv1", "bn1", block.Planes, 3, block.Stride),
            block.Style.Linear("conv2", "bn2", block.Planes, 3)),
        Shortcut(block, block.Planes));

    private static Definition Bottleneck(ResidualBlockConfig block) => block.Join(
        new Chain(
            block.Style.Conv("conv1", "bn1", block.Planes, 1),
            block.Style.Conv("conv2", "bn2", block.Planes, 3, block.Stride),
            block.Style.Linear("conv3", "bn3", 4 * block.Planes, 1)),
        Shortcut(block, 4 * block.Planes));

    private static Conv? Shortcut(ResidualBlockConfig block, int output) => block.Stride == 1 && block.Input == output
        ? null
        : block.Style.Linear("downsample.0", "downsample.1", output, 1, block.Stride);
}
