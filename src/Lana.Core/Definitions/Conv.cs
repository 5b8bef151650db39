using Lana.Kernels;
using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>A convolution, with the batch norm and the activation that usually follow it.</summary>
/// <param name="Name">The key of its weights, for example <c>conv_pw</c>.</param>
/// <param name="Out">Output channels, at least 1.</param>
/// <param name="Kernel">The kernel's size, at least 1 in each direction; one number for a square kernel.</param>
public sealed record Conv(string Name, int Out, SpatialSize Kernel) : Definition
{
    /// <summary>The steps between two positions of the kernel.</summary>
    /// <value>Default 1; at least 1 in each direction.</value>
    public SpatialSize Stride { get; init; } = 1;

    /// <summary>The steps between two taps of the kernel.</summary>
    /// <value>Default 1: no gaps; at least 1 in each direction.</value>
    public SpatialSize Dilation { get; init; } = 1;

    /// <summary>The number of groups of channels that are convolved separately; as many groups as channels make it
    /// depthwise.</summary>
    /// <value>Default 1; must divide the input and the output channels.</value>
    public int Groups { get; init; } = 1;

    /// <summary>The padding of the border.</summary>
    /// <value>Default <see cref="Padding.Symmetric"/>.</value>
    public Padding Padding { get; init; }

    /// <summary>True for a bias. With a norm there usually is none.</summary>
    /// <value>Default false.</value>
    public bool Bias { get; init; }

    /// <summary>The key of the batch norm after it, for example <c>bn1</c>; null for none.</summary>
    /// <value>Default null.</value>
    public string? Norm { get; init; }

    /// <summary>The number added to the norm's variance.</summary>
    /// <value>Default 1e-5.</value>
    public double NormEpsilon { get; init; } = 1e-5;

    /// <summary>The factor of the result before the activation at the start of training: the norm's scale if there is
    /// one, otherwise a factor of the weights. A small factor lets a residual branch start near zero.</summary>
    /// <value>Default 1.</value>
    public double InitialScale { get; init; } = 1.0;

    /// <summary>The function after the convolution.</summary>
    /// <value>Default <see cref="Activation.None"/>.</value>
    public Activation Activation { get; init; }

    internal SlidingWindow Window => new(Kernel, Stride, Dilation);

    internal override ModelCost Measure(FeatureShape input)
    {
        var geometry = ConvGeometry.Of(this, input);
        var weights = checked((long)Out * (input.Channels / Groups) * Kernel.Area);
        var output = geometry.Output;
        var outputs = 1 + (Norm is null ? 0 : 1) + (Activation == Activation.None ? 0 : 1);
        return new ModelCost(
            output,
            weights + (Bias ? Out : 0) + (Norm is null ? 0 : 2L * Out),
            checked(weights * output.Positions),
            checked((weights + (Bias || Norm is not null ? Out : 0)) * sizeof(float)),
            checked(outputs * output.Count * sizeof(float)));
    }

    internal override Block Create(FeatureShape input, Initializer initializer)
    {
        ConvGeometry.Of(this, input);
        var fanIn = input.Channels / Groups * Kernel.Area;
        return new ConvBlock(
            this,
            Weight.Parameter(
                $"{Name}.weight",
                initializer.He(
                    Norm is null ? InitialScale : 1.0, Out, input.Channels / Groups, Kernel.Height, Kernel.Width)),
            Bias ? Weight.Parameter($"{Name}.bias", initializer.Uniform(fanIn, Out)) : null,
            Norm is null ? null : BatchNorm.Create(Norm, Out, NormEpsilon, InitialScale));
    }
}

internal sealed class ConvBlock(Conv conv, Weight weight, Weight? bias, BatchNorm? norm) : Block
{
    public override IEnumerable<Weight> Weights =>
        [weight, .. bias is null ? Enumerable.Empty<Weight>() : [bias], .. norm?.Weights ?? []];

    public override IReadOnlyList<OutputGain> Gains =>
        conv.Activation == Activation.None ? [norm?.Gain ?? new OutputGain(weight, bias)] : [];

    public Conv Conv => conv;

    public Weight Weight => weight;

    public Weight? Bias => bias;

    public BatchNorm? Norm => norm;

    /// <summary>Receives the inputs; only for a module that a single thread runs.</summary>
    public Action<Tensor>? InputObserver { get; set; }

    public override Tensor Run(Tensor input, RunMode mode)
    {
        InputObserver?.Invoke(input);
        var output = Convolve(input);
        if (norm is not null)
        {
            using var raw = output;
            output = norm.Run(raw, mode);
        }

        return conv.Activation.Consume(output);
    }

    /// <summary>The convolution alone, without norm and activation.</summary>
    public Tensor Convolve(Tensor input)
    {
        var pads = conv.Padding.PadsOf(conv.Window, (int)input.size(2), (int)input.size(3));
        return Convolution.Run(new ConvShape(conv.Out, conv.Window, conv.Groups), pads, input, weight.Value, bias?.Value);
    }

    /// <summary>The weight and the bias of the inference form, with the norm folded into them.</summary>
    public (Tensor Weight, Tensor? Bias) Fold() => norm is null
        ? (weight.Value.detach().clone(), bias?.Value.detach().clone())
        : norm.Fold(weight.Value, bias?.Value);

    public override Block Fuse()
    {
        var (folded, shift) = Fold();
        return new ConvBlock(
            conv with { Norm = null, Bias = shift is not null },
            Weight.Parameter(weight.Name, folded),
            shift is null ? null : Weight.Parameter($"{conv.Name}.bias", shift),
            norm: null);
    }

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input)
    {
        var geometry = ConvGeometry.Of(conv, input.Shape);
        OnnxValue[] inputs = bias is null
            ? [input, graph.Constant(weight.Name, weight.Value)]
            : [input, graph.Constant(weight.Name, weight.Value), graph.Constant(bias.Name, bias.Value)];
        (string, object)[] attributes =
        [
            ("kernel_shape", conv.Kernel.ToArray()),
            ("strides", conv.Stride.ToArray()),
            ("pads", geometry.Pads.ToOnnx()),
            ("group", (long)conv.Groups),
        ];
        var output = graph.Add(
            "Conv",
            geometry.Output,
            inputs,
            conv.Window.IsDilated ? [.. attributes, ("dilations", conv.Dilation.ToArray())] : attributes);
        return conv.Activation.Emit(graph, norm is null ? output : norm.Emit(graph, output));
    }
}
