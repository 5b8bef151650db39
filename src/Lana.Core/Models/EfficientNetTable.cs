using Lana.Definitions;
using Lana.Networks;

namespace Lana.Models;

/// <summary>An EfficientNet as a table: stem, stages, width of the head.</summary>
internal sealed record EfficientNetTable(int Stem, int Head, params EfficientNetStage[] Stages)
{
    /// <summary>The limit below which rounding must not reduce a width, as a share; EfficientNet V2 has none.</summary>
    public double RoundLimit { get; init; } = ChannelRounding.DefaultLimit;

    public NetworkDefinition Compose(NetworkPlan plan, ConvStyle style)
    {
        style = plan.Styled(style);
        var channels = Scale(Stem, plan);
        var stem = style.Conv("conv_stem", "bn1", channels, 3, plan.StemStride);
        var count = Stages.Sum(stage => plan.Repeats(stage.Repeats));
        var layers = new List<LayerDefinition>();
        foreach (var (index, stage) in Stages.Index())
        {
            var output = Scale(stage.Channels, plan);
            for (var repeat = 0; repeat < plan.Repeats(stage.Repeats); repeat++)
            {
                var stride = repeat == 0 ? stage.Stride : 1;
                Definition body = Body(style, stage, channels, output, stride);
                if (stride == 1 && channels == output)
                {
                    body = plan.ZeroInitialisedResidual((Chain)body, (double)layers.Count / count);
                }

                layers.Add(new LayerDefinition($"blocks.{index}.{repeat}", body));
                channels = output;
            }
        }

        var head = style.Conv("conv_head", "bn2", Scale(Head, plan), 1);
        return plan.Assemble(stem, layers, [head, new GlobalPool(), .. plan.Classifier("classifier")]);
    }

    private int Scale(int channels, NetworkPlan plan) =>
        ChannelRounding.MakeDivisible(channels * plan.Width, limit: RoundLimit);

    private static Chain Body(ConvStyle style, EfficientNetStage stage, int input, int output, int stride)
    {
        var wide = ChannelRounding.MakeDivisible((double)input * stage.Expansion);
        // timm counts the squeezed channels from the block's input, a quarter of it, rounded half to even.
        var squeezed = Math.Max(1, (int)Math.Round(input * 0.25));
        return (stage.Block, stage.Expansion) switch
        {
            (EfficientNetBlock.Plain, _) => new Chain(style.Conv("conv", "bn1", output, stage.Kernel, stride)),
            (EfficientNetBlock.Fused, _) => new Chain(
                style.Conv("conv_exp", "bn1", wide, stage.Kernel, stride),
                style.Linear("conv_pwl", "bn2", output, 1)),
            (_, 1) => new Chain(
                style.Depthwise("conv_dw", "bn1", input, stage.Kernel, stride),
                Gate.SqueezeExcite(input, squeezed, Activation.Silu),
                style.Linear("conv_pw", "bn2", output, 1)),
            _ => new Chain(
                style.Conv("conv_pw", "bn1", wide, 1),
                style.Depthwise("conv_dw", "bn2", wide, stage.Kernel, stride),
                Gate.SqueezeExcite(wide, squeezed, Activation.Silu),
                style.Linear("conv_pwl", "bn3", output, 1)),
        };
    }
}
