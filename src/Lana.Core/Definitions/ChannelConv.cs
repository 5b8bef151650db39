using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>One small kernel that slides over the channels of a pooled feature: the shape [C, 1, 1] does not change.</summary>
/// <remarks>The gate of ECA-Net (Wang et al. 2020).</remarks>
internal sealed record ChannelConv(string Name, int Kernel) : Definition
{
    internal override ModelCost Measure(FeatureShape input)
    {
        if (input.Positions != 1 || Kernel < 1 || Kernel % 2 == 0)
        {
            throw new ArgumentException(
                $"Channel convolution '{Name}' takes [C, 1, 1] and an odd kernel; got {input} and {Kernel}. Pool before it.");
        }

        return new ModelCost(
            input, Kernel, (long)Kernel * input.Channels, Kernel * sizeof(float), input.Count * sizeof(float));
    }

    internal override Block Create(FeatureShape input, Initializer initializer) =>
        new ChannelConvBlock(Kernel, Weight.Parameter($"{Name}.weight", initializer.Uniform(Kernel, 1, 1, Kernel)));
}

internal sealed class ChannelConvBlock(int kernel, Weight weight) : Block
{
    private readonly long _padding = kernel / 2;

    public override IEnumerable<Weight> Weights => [weight];

    public override Tensor Run(Tensor input, RunMode mode)
    {
        using var row = input.reshape(input.size(0), 1, -1); // [N, 1, C]
        using var output = nn.functional.conv1d(row, weight.Value, padding: _padding);
        return output.view(input.size(0), -1, 1, 1);
    }

    public override Block Fuse() => new ChannelConvBlock(kernel, weight.Copy());

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input)
    {
        var channels = input.Shape.Channels;
        var row = graph.Reshape(input, 0, 1, channels);
        var output = graph.Add(
            "Conv",
            input.Shape,
            [row, graph.Constant(weight.Name, weight.Value)],
            ("kernel_shape", new long[] { kernel }),
            ("strides", new long[] { 1 }),
            ("pads", new[] { _padding, _padding }),
            ("group", 1L));
        return graph.Reshape(output, 0, channels, 1, 1) with { Shape = input.Shape };
    }
}
