using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>Computes the logarithm of the softmax over the channels of each position.</summary>
/// <remarks>A cross entropy of its output equals that of its input, so a classifier may end with it.</remarks>
public sealed record LogSoftmax : Definition
{
    internal override ModelCost Measure(FeatureShape input) => ModelCost.Kept(input);

    internal override Block Create(FeatureShape input, Initializer initializer) => new ElementwiseBlock(
        value => nn.functional.log_softmax(value, 1),
        (graph, value) => new OnnxValue(graph.Softmax("LogSoftmax", graph.Unflatten(value).Name, 1, 4), value.Shape));
}
