using Lana.Candidates;
using Lana.Definitions;
using Lana.Networks;

namespace CustomOperation;

#region own-operation
/// <summary>A custom operation: a depthwise and a pointwise convolution, the simplest separable pair.</summary>
internal sealed class SeparablePair() : Operation("my_separable")
{
    public override Definition Define(Layer layer)
    {
        var body = new Chain(
            new Conv("depthwise", layer.Input.Channels, 3) { Groups = layer.Input.Channels, Stride = layer.Stride },
            new Conv("pointwise", layer.Output.Channels, 1) { Norm = "bn", InitialScale = 0.2 });
        return layer.KeepsShape ? new Residual(body) : body;
    }
}
#endregion
