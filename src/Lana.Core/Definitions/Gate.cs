using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>Computes x · body(x): the body determines how much of each channel or position passes.</summary>
/// <param name="Body">Has the output [C, 1, 1], [1, H, W] or [C, H, W], usually after a sigmoid.</param>
/// <remarks>Squeeze-and-Excitation (Hu et al. 2018) is a gate: <see cref="SqueezeExcite"/>.</remarks>
public sealed record Gate(Definition Body) : Definition
{
    /// <summary>Has the output [C, 1, 1], [1, H, W] or [C, H, W], usually after a sigmoid.</summary>
    public Definition Body { get; init => field = Given(value); } = Given(Body);

    /// <summary>Squeeze-and-Excitation: pool, 1×1 to <paramref name="squeezed"/> channels, 1×1 back, sigmoid.</summary>
    /// <param name="channels">C of the gated feature.</param>
    /// <param name="squeezed">Channels in the middle, at least 1.</param>
    /// <param name="activation">The function in the middle.</param>
    /// <returns>A gate with the weights <c>se.conv_reduce</c> and <c>se.conv_expand</c>.</returns>
    public static Gate SqueezeExcite(int channels, int squeezed, Activation activation) => new(new Chain(
        new GlobalPool(),
        new Conv("se.conv_reduce", squeezed, 1) { Bias = true, Activation = activation },
        new Conv("se.conv_expand", channels, 1) { Bias = true, Activation = Activation.Sigmoid }));

    internal override ModelCost Measure(FeatureShape input)
    {
        var gate = Body.Measure(input);
        var (c, h, w) = gate.Output;
        if ((c != input.Channels && c != 1) || (h != input.Height && h != 1) || (w != input.Width && w != 1))
        {
            throw new ArgumentException(
                $"A gate of shape {gate.Output} cannot be spread over a feature of shape {input}.");
        }

        return gate.Then(ModelCost.Kept(input));
    }

    internal override Block Create(FeatureShape input, Initializer initializer) =>
        new GateBlock(Body.Create(input, initializer));
}

internal sealed class GateBlock(Block body) : Block
{
    public override IReadOnlyList<Block> Children { get; } = [body];

    public override Tensor Run(Tensor input, RunMode mode)
    {
        using var gate = body.Run(input, mode);
        return input.mul(gate);
    }

    public override Block Fuse() => new GateBlock(body.Fuse());

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input) =>
        graph.Add("Mul", input.Shape, [input, body.Emit(graph, input)]);
}
