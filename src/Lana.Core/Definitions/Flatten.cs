using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>Converts all values of a map to channels of one position: [C, H, W] becomes [C · H · W, 1, 1].</summary>
public sealed record Flatten : Definition
{
    internal override ModelCost Measure(FeatureShape input)
    {
        var output = new FeatureShape(checked((int)input.Count), 1, 1);
        return ModelCost.Kept(output);
    }

    internal override Block Create(FeatureShape input, Initializer initializer) => new FlattenBlock();
}

internal sealed class FlattenBlock : StatelessBlock
{
    public override Tensor Run(Tensor input, RunMode mode) => input.reshape(input.size(0), -1, 1, 1);

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input) =>
        graph.Flatten(input) with { Shape = new FeatureShape((int)input.Shape.Count, 1, 1) };
}
