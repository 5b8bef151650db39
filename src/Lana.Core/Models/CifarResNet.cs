using Lana.Definitions;
using Lana.Networks;

namespace Lana.Models;

/// <summary>ResNet for CIFAR-10: three stages, shortcuts without weights.</summary>
/// <remarks>He et al. 2016 (arXiv 1512.03385), section 4.2, option A; names of
/// akamaster/pytorch_resnet_cifar10.</remarks>
internal static class CifarResNet
{
    private static readonly NetworkFamily Family = new(
        "CIFAR ResNet", "He et al. 2016, arXiv 1512.03385, section 4.2; names of akamaster/pytorch_resnet_cifar10")
    {
        Classes = 10,
        StemStride = 1,
    };

    // Blocks in each of the three stages; their input resolutions are 32, 32 and 16.
    internal static NetworkEntry[] Entries { get; } =
    [
        new(Family, "resnet20", 32, plan => Compose(plan, 3)),
        new(Family, "resnet32", 32, plan => Compose(plan, 5)),
        new(Family, "resnet44", 32, plan => Compose(plan, 7)),
        new(Family, "resnet56", 32, plan => Compose(plan, 9)),
        new(Family, "resnet110", 32, plan => Compose(plan, 18)),
    ];

    private static NetworkDefinition Compose(NetworkPlan plan, int repeats)
    {
        var style = plan.Styled(ConvStyle.Relu);
        var channels = plan.Channels(16);
        var stem = style.Conv("conv1", "bn1", channels, 3, plan.StemStride); // 32
        var layers = ResidualStages.Make(plan, channels, 16, 1, [repeats, repeats, repeats], Block);
        return plan.Assemble(stem, layers, [new GlobalPool(), .. plan.Classifier("linear")]);
    }

    private static Definition Block(ResidualBlockConfig block) => block.Join(
        new Chain(
            block.Style.Conv("conv1", "bn1", block.Planes, 3, block.Stride),
            block.Style.Linear("conv2", "bn2", block.Planes, 3)),
        block.Stride == 1 && block.Input == block.Planes
            ? null
            : new ChannelPad(block.Planes) { Stride = block.Stride });
}
