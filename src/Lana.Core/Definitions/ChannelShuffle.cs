using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>Distributes the channels of each group over all groups, so that grouped convolutions exchange
/// information.</summary>
/// <param name="Groups">The number of groups of neighbouring channels; divides the number of channels.</param>
/// <remarks>ShuffleNet (Zhang et al. 2018).</remarks>
public sealed record ChannelShuffle(int Groups) : Definition
{
    internal override ModelCost Measure(FeatureShape input)
    {
        if (Groups < 1 || input.Channels % Groups != 0)
        {
            throw new ArgumentException(
                $"A channel shuffle of {Groups} groups cannot deal out {input.Channels} channels.");
        }

        return ModelCost.Kept(input);
    }

    internal override Block Create(FeatureShape input, Initializer initializer) => new ChannelShuffleBlock(Groups);
}

internal sealed class ChannelShuffleBlock(int groups) : StatelessBlock
{
    public override Tensor Run(Tensor input, RunMode mode)
    {
        using var scope = NewDisposeScope();
        var positions = input.permute(0, 2, 3, 1); // [N, H, W, C]
        var dealt = positions.unflatten(3, [groups, -1]).transpose(3, 4).flatten(3); // [N, H, W, C / g, g] to [N, H, W, C]
        return dealt.permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input)
    {
        var (c, h, w) = input.Shape;
        var grouped = graph.Reshape(input, 0, groups, c / groups, h * w);
        var dealt = graph.Transpose(grouped, 0, 2, 1, 3);
        return graph.Reshape(dealt, 0, c, h, w) with { Shape = input.Shape };
    }
}
