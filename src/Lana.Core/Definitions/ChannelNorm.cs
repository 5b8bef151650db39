using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>A layer norm over the channels of each position, as transformers and ConvNeXt use it.</summary>
/// <param name="Name">The key of its weights, for example <c>norm1</c>.</param>
/// <remarks>Ba, Kiros and Hinton 2016; over channels only: Liu et al. 2022.</remarks>
public sealed record ChannelNorm(string Name) : Definition
{
    /// <summary>The number added to the variance.</summary>
    /// <value>Default 1e-6.</value>
    public double Epsilon { get; init; } = 1e-6;

    internal override ModelCost Measure(FeatureShape input) => new(
        input, 2L * input.Channels, 0, 2L * input.Channels * sizeof(float), input.Count * sizeof(float));

    internal override Block Create(FeatureShape input, Initializer initializer) => new ChannelNormBlock(
        this,
        Weight.Parameter($"{Name}.weight", ones([input.Channels], dtype: float32)),
        Weight.Parameter($"{Name}.bias", zeros([input.Channels], dtype: float32)));
}

internal sealed class ChannelNormBlock(ChannelNorm norm, Weight scale, Weight shift) : Block
{
    public override IEnumerable<Weight> Weights => [scale, shift];

    public override Tensor Run(Tensor input, RunMode mode)
    {
        using var positions = input.permute(0, 2, 3, 1); // [N, H, W, C]
        using var normed = nn.functional.layer_norm(
            positions, [positions.size(-1)], scale.Value, shift.Value, norm.Epsilon);
        return normed.permute(0, 3, 1, 2);
    }

    public override Block Fuse() => new ChannelNormBlock(norm, scale.Copy(), shift.Copy());

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input)
    {
        var positions = graph.Transpose(input, 0, 2, 3, 1);
        var normed = graph.Add(
            "LayerNormalization",
            input.Shape,
            [positions, graph.Constant(scale.Name, scale.Value), graph.Constant(shift.Name, shift.Value)],
            ("axis", 3L),
            ("epsilon", (float)norm.Epsilon));
        return graph.Transpose(normed, 0, 3, 1, 2);
    }
}
