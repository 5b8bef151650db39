using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>A shortcut without weights: takes strided positions, and adds channels of zeros on both sides.</summary>
/// <remarks>Option A of He et al. 2016 (arXiv 1512.03385), section 4.2, in the form that CIFAR networks use.</remarks>
internal sealed record ChannelPad(int Out) : Definition
{
    public int Stride { get; init; } = 1;

    internal override ModelCost Measure(FeatureShape input)
    {
        if (Out < input.Channels || Stride < 1)
        {
            throw new ArgumentException(
                $"A channel pad gives at least as many channels as it takes, at a stride of at least 1; got {Out} " +
                $"channels at stride {Stride} for {input}.");
        }

        var output = new FeatureShape(Out, ((input.Height - 1) / Stride) + 1, ((input.Width - 1) / Stride) + 1);
        return ModelCost.Kept(output);
    }

    internal override Block Create(FeatureShape input, Initializer initializer) =>
        new ChannelPadBlock(Out - input.Channels, Stride);
}

internal sealed class ChannelPadBlock(int extra, int stride) : StatelessBlock
{
    private const long MaxEnd = int.MaxValue;

    private int Before => extra / 2;

    public override Tensor Run(Tensor input, RunMode mode)
    {
        using var rows = input.slice(2, 0, input.shape[2], stride);
        using var seen = rows.slice(3, 0, input.shape[3], stride);
        return extra == 0 ? seen.clone() : nn.functional.pad(seen, [0, 0, 0, 0, Before, extra - Before]);
    }

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input)
    {
        var (channels, height, width) = input.Shape;
        var seen = new FeatureShape(channels, ((height - 1) / stride) + 1, ((width - 1) / stride) + 1);
        var slice = graph.Add(
            "Slice",
            seen,
            [
                input,
                graph.Constant("pad.starts", 0, 0),
                graph.Constant("pad.ends", MaxEnd, MaxEnd),
                graph.Constant("pad.axes", 2, 3),
                graph.Constant($"pad.steps{stride}", stride, stride),
            ]);
        var pads = graph.Constant($"pad.channels{extra}", 0, Before, 0, 0, 0, extra - Before, 0, 0);
        return graph.Add("Pad", seen with { Channels = channels + extra }, [slice, pads]);
    }
}
