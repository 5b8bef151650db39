using System.Globalization;
using Lana.Modules;

namespace Lana.Networks;

/// <summary>EfficientNet, first version: one table of stages, scaled in width and depth.</summary>
/// <remarks>Tan and Le 2019 (arXiv 1905.11946), table 1; names of the weights as in timm.</remarks>
public static class EfficientNet
{
    // Expansion, kernel, stride, channels, repeats of B0; behind each the resolution that goes in at 224.
    private static readonly Stage[] Stages =
    [
        new(1, 3, 1, 16, 1), // 112
        new(6, 3, 2, 24, 2), // 112
        new(6, 5, 2, 40, 2), // 56
        new(6, 3, 2, 80, 3), // 28
        new(6, 5, 1, 112, 3), // 14
        new(6, 5, 2, 192, 4), // 14
        new(6, 3, 1, 320, 1), // 7
    ];

    /// <summary>Defines a network.</summary>
    /// <param name="options">Width, depth, resolution and the rest; null for B0 at 224.</param>
    /// <param name="name">The network's name; null for one made of the options.</param>
    /// <returns>A definition whose layers are the inverted residual blocks.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static NetworkDefinition Define(EfficientNetOptions? options = null, string? name = null)
    {
        options ??= new EfficientNetOptions();
        ThrowIfInvalid(options);
        var style = new ConvStyle(options.Padding, options.NormEpsilon, Activation.Silu);
        var channels = Scale(32, options);
        var stem = style.Conv("conv_stem", "bn1", channels, 3, options.StemStride);
        var layers = new List<LayerDefinition>();
        foreach (var (stage, index) in Stages.Select((stage, index) => (stage, index)))
        {
            var output = Scale(stage.Channels, options);
            var repeats = (int)Math.Ceiling(stage.Repeats * options.Depth);
            for (var repeat = 0; repeat < repeats; repeat++)
            {
                var block = Block(style, stage, channels, output, repeat == 0 ? stage.Stride : 1);
                layers.Add(new LayerDefinition($"blocks.{index}.{repeat}", block));
                channels = output;
            }
        }

        var head = new Chain(
            style.Conv("conv_head", "bn2", Scale(1280, options), 1), new GlobalPool(), new Linear("classifier", options.Classes));
        var input = new FeatureShape(options.InputChannels, options.Resolution, options.Resolution);
        return new NetworkDefinition(name ?? DefaultName(options), input, stem, [.. layers], head);
    }

    private static Definition Block(ConvStyle style, Stage stage, int input, int output, int stride)
    {
        // timm counts the squeezed channels from the block's input, a quarter of it, rounded half to even.
        var squeezed = Math.Max(1, (int)Math.Round(input * 0.25));
        var wide = ChannelRounding.MakeDivisible((double)input * stage.Expansion);
        var body = stage.Expansion == 1
            ? new Chain(
                style.Depthwise("conv_dw", "bn1", input, stage.Kernel, stride),
                Gate.SqueezeExcite(input, squeezed, Activation.Silu),
                style.Conv("conv_pw", "bn2", output, 1) with { Activation = Activation.None })
            : new Chain(
                style.Conv("conv_pw", "bn1", wide, 1),
                style.Depthwise("conv_dw", "bn2", wide, stage.Kernel, stride),
                Gate.SqueezeExcite(wide, squeezed, Activation.Silu),
                style.Conv("conv_pwl", "bn3", output, 1) with { Activation = Activation.None });
        return stride == 1 && input == output ? new Residual(body) : body;
    }

    private static int Scale(int channels, EfficientNetOptions options) =>
        ChannelRounding.MakeDivisible(channels * options.Width);

    private static string DefaultName(EfficientNetOptions options) => string.Create(
        CultureInfo.InvariantCulture, $"efficientnet_w{options.Width:0.###}_d{options.Depth:0.###}_{options.Resolution}");

    private static void ThrowIfInvalid(EfficientNetOptions options)
    {
        if (!(options.Width > 0.0) || !(options.Depth > 0.0) || !double.IsFinite(options.Width + options.Depth))
        {
            throw new ArgumentException(
                $"Width {options.Width} and depth {options.Depth} must be positive and finite.", nameof(options));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(options.Resolution, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.InputChannels, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Classes, 1, nameof(options));
        if (options.StemStride is not (1 or 2))
        {
            throw new ArgumentException($"The stem's stride is 1 or 2; got {options.StemStride}.", nameof(options));
        }
    }

    private readonly record struct Stage(int Expansion, int Kernel, int Stride, int Channels, int Repeats);
}
