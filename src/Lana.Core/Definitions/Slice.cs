using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>Takes some of the channels: [C, H, W] becomes [Count, H, W].</summary>
/// <param name="First">The first channel, from 0.</param>
/// <param name="Count">The number of channels, at least 1.</param>
public sealed record Slice(int First, int Count) : Definition
{
    internal override ModelCost Measure(FeatureShape input)
    {
        if (First < 0 || Count < 1 || First > input.Channels - Count)
        {
            throw new ArgumentException(
                $"There are no {Count} channels from {First} on in a feature of shape {input}.");
        }

        return ModelCost.Free(input with { Channels = Count });
    }

    internal override Block Create(FeatureShape input, Initializer initializer) => new SliceBlock(this);
}

internal sealed class SliceBlock(Slice slice) : StatelessBlock
{
    public override bool PassesThrough => true;

    public override Tensor Run(Tensor input, RunMode mode) => input.narrow(1, slice.First, slice.Count);

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input) => graph.Channels(input, slice.First, slice.Count);
}
