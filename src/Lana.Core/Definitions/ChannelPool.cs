using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>Computes the mean and the maximum over all channels: [C, H, W] becomes [2, H, W].</summary>
/// <remarks>The descriptor of the channel gate of CBAM (Woo et al. 2018).</remarks>
internal sealed record ChannelPool : Definition
{
    internal override ModelCost Measure(FeatureShape input)
    {
        var output = input with { Channels = 2 };
        return ModelCost.Free(output) with { ActivationBytes = 2 * output.Count * sizeof(float) };
    }

    internal override Block Create(FeatureShape input, Initializer initializer) => new ChannelPoolBlock();
}

internal sealed class ChannelPoolBlock : StatelessBlock
{
    private static readonly long[] Channels = [1];

    public override Tensor Run(Tensor input, RunMode mode)
    {
        using var mean = input.mean(Channels, keepdim: true);
        using var maximum = input.amax(Channels, keepdim: true);
        return cat([mean, maximum], 1);
    }

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input)
    {
        var pooled = input.Shape with { Channels = 1 };
        OnnxValue[] both =
        [
            graph.Add("ReduceMean", pooled, [input], ("axes", Channels)),
            graph.Add("ReduceMax", pooled, [input], ("axes", Channels)),
        ];
        return graph.Add("Concat", pooled with { Channels = 2 }, both, ("axis", 1L));
    }
}
