using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>Applies a function to each value.</summary>
internal sealed class ElementwiseBlock(Func<Tensor, Tensor> run, Func<OnnxGraph, OnnxValue, OnnxValue> emit)
    : StatelessBlock
{
    public override Tensor Run(Tensor input, RunMode mode) => run(input);

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input) => emit(graph, input);
}
