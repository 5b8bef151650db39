using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>Computes the mean and the maximum over all positions, stacked as two rows: [C, H, W] becomes [C, 2, 1].</summary>
/// <remarks>The descriptor of the channel gate of CBAM (Woo et al. 2018).</remarks>
internal sealed record MeanMaxPool : Definition
{
    internal override ModelCost Measure(FeatureShape input)
    {
        var output = new FeatureShape(input.Channels, 2, 1);
        return ModelCost.Free(output) with { ActivationBytes = 2 * output.Count * sizeof(float) };
    }

    internal override Block Create(FeatureShape input, Initializer initializer) => new MeanMaxPoolBlock();
}

internal sealed class MeanMaxPoolBlock : StatelessBlock
{
    private static readonly long[] Positions = [2, 3];

    public override Tensor Run(Tensor input, RunMode mode)
    {
        using var mean = input.mean(Positions, keepdim: true);
        using var maximum = input.amax(Positions, keepdim: true);
        return cat([mean, maximum], 2);
    }

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input)
    {
        var pooled = new FeatureShape(input.Shape.Channels, 1, 1);
        OnnxValue[] both =
            [graph.Add("GlobalAveragePool", pooled, [input]), graph.Add("GlobalMaxPool", pooled, [input])];
        return graph.Add("Concat", pooled with { Height = 2 }, both, ("axis", 2L));
    }
}
