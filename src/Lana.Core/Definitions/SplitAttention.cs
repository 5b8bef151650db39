using Lana.Kernels;
using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>Weighs several versions of each channel and adds them: [R · C, H, W] becomes [C, H, W].</summary>
/// <remarks>Zhang et al. 2020 (arXiv 2004.08955), section 3.1. The grouped convolution that computes the versions comes
/// before it, as a <see cref="Conv"/> with Radix · Cardinality groups.</remarks>
internal sealed record SplitAttention(string Name, int Radix, int Squeezed) : Definition
{
    /// <summary>The number of groups of channels with separate attention.</summary>
    public int Cardinality { get; init; } = 1;

    public double NormEpsilon { get; init; } = 1e-5;

    internal override ModelCost Measure(FeatureShape input)
    {
        var output = OutputOf(input);
        var attention = Attention(output.Channels).Measure(output with { Height = 1, Width = 1 });
        var kept = input.Count + output.Count + output.Channels;
        return ModelCost.Free(input).Then(attention).Then(
            ModelCost.Free(output) with { ActivationBytes = kept * sizeof(float) });
    }

    internal override Block Create(FeatureShape input, Initializer initializer)
    {
        var output = OutputOf(input);
        var attention = Attention(output.Channels).Create(output with { Height = 1, Width = 1 }, initializer);
        return new SplitAttentionBlock(this, attention);
    }

    private FeatureShape OutputOf(FeatureShape input) => Radix >= 1 && input.Channels % Radix == 0
        ? input with { Channels = input.Channels / Radix }
        : throw new ArgumentException($"Split attention '{Name}': {input.Channels} channels are no {Radix} versions.");

    internal Chain Attention(int channels) => new(
        new Conv($"{Name}.fc1", Squeezed, 1)
        {
            Groups = Cardinality,
            Bias = true,
            Norm = $"{Name}.bn1",
            NormEpsilon = NormEpsilon,
            Activation = Activation.Relu,
        },
        new Conv($"{Name}.fc2", channels * Radix, 1)
        {
            Groups = Cardinality,
            Bias = true,
            Activation = Radix == 1 ? Activation.Sigmoid : Activation.None,
        });
}

internal sealed class SplitAttentionBlock(SplitAttention split, Block attention) : Block
{
    private static readonly long[] Positions = [2, 3];

    public override IReadOnlyList<Block> Children { get; } = [attention];

    public override Tensor Run(Tensor input, RunMode mode)
    {
        using var scope = NewDisposeScope();
        var channels = input.shape[1] / split.Radix;
        var pooled = input.mean(Positions, keepdim: true).view(-1, split.Radix, channels, 1, 1).sum(1);
        var share = Share(attention.Run(pooled, mode), channels);
        var output = Version(input, share, 0, channels);
        for (var radix = 1; radix < split.Radix; radix++)
        {
            output = output.add(Version(input, share, radix, channels), Elementwise.One);
        }

        return output.MoveToOuterDisposeScope();
    }

    public override Block Fuse() => new SplitAttentionBlock(split, attention.Fuse());

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input)
    {
        if (split.Radix == 1)
        {
            return graph.Add("Mul", input.Shape, [input, attention.Emit(graph, Pool(graph, input))]);
        }

        var channels = input.Shape.Channels / split.Radix;
        var output = input.Shape with { Channels = channels };
        var pooled = Sum(graph, Pool(graph, input), output with { Height = 1, Width = 1 });
        var share = Share(graph, attention.Emit(graph, pooled), channels);
        return Sum(graph, graph.Add("Mul", input.Shape, [input, share]), output);
    }

    private static Tensor Version(Tensor input, Tensor share, int radix, long channels) =>
        input.narrow(1, radix * channels, channels).mul(share.narrow(1, radix * channels, channels));

    // The output of fc2 is [cardinality, radix, c]; the versions are stored as [radix, cardinality, c].
    private Tensor Share(Tensor logits, long channels) => split.Radix == 1
        ? logits
        : logits.reshape(-1, split.Cardinality, split.Radix, channels / split.Cardinality)
            .transpose(1, 2)
            .softmax(1)
            .reshape(-1, split.Radix * channels, 1, 1);

    private static OnnxValue Pool(OnnxGraph graph, OnnxValue input) =>
        graph.Add("GlobalAveragePool", input.Shape with { Height = 1, Width = 1 }, [input]);

    private OnnxValue Share(OnnxGraph graph, OnnxValue logits, int channels)
    {
        var shape = logits.Shape;
        var each = channels / split.Cardinality;
        var parted = graph.Reshape(logits, 0, split.Cardinality, split.Radix, each);
        var ordered = graph.Transpose(parted, 0, 2, 1, 3);
        var share = graph.Softmax(ordered, axis: 1, rank: 4);
        return graph.Reshape(share, 0, shape.Channels, 1, 1);
    }

    private OnnxValue Sum(OnnxGraph graph, OnnxValue versions, FeatureShape output)
    {
        var apart = graph.Reshape(versions, 0, split.Radix, output.Count);
        var sum = graph.Add(
            "ReduceSum", output, [apart, graph.Constant($"{split.Name}.radix_axis", 1)], ("keepdims", 0L));
        return graph.Reshape(sum, 0, output.Channels, output.Height, output.Width) with { Shape = output };
    }
}
