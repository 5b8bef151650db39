using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>A leaky ReLU whose slope is learned, one for each channel or one for all.</summary>
/// <param name="Name">The key of its weight, for example <c>act1</c>.</param>
/// <remarks>He et al. 2015 (arXiv 1502.01852).</remarks>
public sealed record PRelu(string Name) : Definition
{
    private const double InitialSlope = 0.25;

    /// <summary>True for one slope for all channels.</summary>
    /// <value>Default false: a slope for each channel.</value>
    public bool IsShared { get; init; }

    internal override ModelCost Measure(FeatureShape input) => ModelCost.Kept(input) with
    {
        Parameters = Slopes(input),
        ShippedBytes = Slopes(input) * sizeof(float),
    };

    internal override Block Create(FeatureShape input, Initializer initializer)
    {
        using TorchSharp.Scalar slope = InitialSlope;
        return new PReluBlock(Weight.Parameter($"{Name}.weight", full([Slopes(input)], slope, dtype: float32)));
    }

    private long Slopes(FeatureShape input) => IsShared ? 1 : input.Channels;
}

internal sealed class PReluBlock(Weight slopes) : Block
{
    public override IEnumerable<Weight> Weights => [slopes];

    public override Tensor Run(Tensor input, RunMode mode) => nn.functional.prelu(input, slopes.Value);

    public override Block Fuse() => new PReluBlock(slopes.Copy());

    // ONNX aligns shapes at their ends: [C, 1, 1].
    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input)
    {
        using var aligned = slopes.Value.view(-1, 1, 1);
        return graph.Add("PRelu", input.Shape, [input, graph.Constant(slopes.Name, aligned)]);
    }
}
