using Lana.Definitions;
using Lana.Networks;

namespace Lana.Models;

/// <summary>MobileNet, second version: inverted residuals with ReLU6.</summary>
/// <remarks>Sandler et al. 2018 (arXiv 1801.04381), table 2; names of the weights as in torchvision.</remarks>
internal static class MobileNetV2
{
    private static readonly NetworkFamily Family = new(
        "MobileNet V2", "Sandler et al. 2018, arXiv 1801.04381; names of torchvision 0.20");

    private static readonly ConvStyle Style = new(Padding.Symmetric, 1e-5, Activation.Relu6);

    private static readonly Stage[] Stages =
    [
        new(1, 16, 1, 1), // 112
        new(6, 24, 2, 2), // 112
        new(6, 32, 3, 2), // 56
        new(6, 64, 4, 2), // 28
        new(6, 96, 3, 1), // 14
        new(6, 160, 3, 2), // 14
        new(6, 320, 1, 1), // 7
    ];

    internal static NetworkEntry[] Entries { get; } = [new(Family, "mobilenet_v2", 224, Compose)];

    private static NetworkDefinition Compose(NetworkPlan plan)
    {
        var style = plan.Styled(Style);
        var channels = plan.Channels(32);
        var stem = style.Conv("features.0.0", "features.0.1", channels, 3, plan.StemStride); // 224
        var count = Stages.Sum(stage => plan.Repeats(stage.Repeats));
        var layers = new List<LayerDefinition>();
        foreach (var stage in Stages)
        {
            var output = plan.Channels(stage.Channels);
            for (var repeat = 0; repeat < plan.Repeats(stage.Repeats); repeat++)
            {
                var stride = repeat == 0 ? stage.Stride : 1;
                var body = Body(style, stage.Expansion, channels, output, stride);
                layers.Add(new LayerDefinition(
                    $"features.{layers.Count + 1}",
                    stride == 1 && channels == output
                        ? plan.ZeroInitialisedResidual(body, (double)layers.Count / count)
                        : body));
                channels = output;
            }
        }

        var last = $"features.{layers.Count + 1}";
        var wide = ChannelRounding.MakeDivisible(1280 * Math.Max(1.0, plan.Width));
        return plan.Assemble(
            stem,
            layers,
            [style.Conv($"{last}.0", $"{last}.1", wide, 1), new GlobalPool(), .. plan.Classifier("classifier.1")]); // 7
    }

    private static Chain Body(ConvStyle style, int expansion, int input, int output, int stride)
    {
        var wide = expansion * input;
        return expansion == 1
            ? new Chain(
                style.Depthwise("conv.0.0", "conv.0.1", wide, 3, stride),
                style.Linear("conv.1", "conv.2", output, 1))
            : new Chain(
                style.Conv("conv.0.0", "conv.0.1", wide, 1),
                style.Depthwise("conv.1.0", "conv.1.1", wide, 3, stride),
                style.Linear("conv.2", "conv.3", output, 1));
    }

    private readonly record struct Stage(int Expansion, int Channels, int Repeats, int Stride);
}
