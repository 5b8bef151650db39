using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>A separate activation, for example after a sum.</summary>
/// <param name="Function">The function.</param>
public sealed record Activate(Activation Function) : Definition
{
    internal override ModelCost Measure(FeatureShape input) => ModelCost.Kept(input);

    internal override Block Create(FeatureShape input, Initializer initializer) => new ActivateBlock(Function);
}

internal sealed class ActivateBlock(Activation function) : StatelessBlock
{
    // The input belongs to the caller and may be needed for its gradient, so a function that consumes its input gets a copy.
    public override Tensor Run(Tensor input, RunMode mode) =>
        function == Activation.Relu ? input.relu() : function.Consume(input.clone());

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input) => function.Emit(graph, input);
}
