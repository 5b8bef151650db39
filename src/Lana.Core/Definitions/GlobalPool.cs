using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>Computes the mean over all positions: [C, H, W] becomes [C, 1, 1].</summary>
public sealed record GlobalPool : Definition
{
    internal override ModelCost Measure(FeatureShape input)
    {
        var output = new FeatureShape(input.Channels, 1, 1);
        return ModelCost.Kept(output);
    }

    internal override Block Create(FeatureShape input, Initializer initializer) => new GlobalPoolBlock();
}

internal sealed class GlobalPoolBlock : StatelessBlock
{
    private static readonly long[] Positions = [2, 3];

    public override Tensor Run(Tensor input, RunMode mode) => input.mean(Positions, keepdim: true);

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input) =>
        graph.Add("GlobalAveragePool", new FeatureShape(input.Shape.Channels, 1, 1), [input]);
}
