using Lana.Definitions;
using Lana.Networks;
using static Lana.Definitions.Activation;

namespace Lana.Models;

/// <summary>MobileNet, third version: squeeze-excite and piecewise linear activations.</summary>
/// <remarks>Howard et al. 2019 (arXiv 1905.02244), tables 1 and 2; names of the weights as in torchvision.</remarks>
internal static class MobileNetV3
{
    private const double NormEpsilon = 1e-3;

    private static readonly NetworkFamily Family = new(
        "MobileNet V3", "Howard et al. 2019, arXiv 1905.02244; names of torchvision 0.20");

    // Kernel, expanded width, output, squeeze-excite, activation, stride.
    private static readonly Row[] Small =
    [
        new(3, 16, 16, true, Relu, 2), // 112
        new(3, 72, 24, false, Relu, 2), // 56
        new(3, 88, 24, false, Relu, 1), // 28
        new(5, 96, 40, true, HardSwish, 2), // 28
        new(5, 240, 40, true, HardSwish, 1), // 14
        new(5, 240, 40, true, HardSwish, 1), // 14
        new(5, 120, 48, true, HardSwish, 1), // 14
        new(5, 144, 48, true, HardSwish, 1), // 14
        new(5, 288, 96, true, HardSwish, 2), // 14
        new(5, 576, 96, true, HardSwish, 1), // 7
        new(5, 576, 96, true, HardSwish, 1), // 7
    ];

    private static readonly Row[] Large =
    [
        new(3, 16, 16, false, Relu, 1), // 112
        new(3, 64, 24, false, Relu, 2), // 112
        new(3, 72, 24, false, Relu, 1), // 56
        new(5, 72, 40, true, Relu, 2), // 56
        new(5, 120, 40, true, Relu, 1), // 28
        new(5, 120, 40, true, Relu, 1), // 28
        new(3, 240, 80, false, HardSwish, 2), // 28
        new(3, 200, 80, false, HardSwish, 1), // 14
        new(3, 184, 80, false, HardSwish, 1), // 14
        new(3, 184, 80, false, HardSwish, 1), // 14
        new(3, 480, 112, true, HardSwish, 1), // 14
        new(3, 672, 112, true, HardSwish, 1), // 14
        new(5, 672, 160, true, HardSwish, 2), // 14
        new(5, 960, 160, true, HardSwish, 1), // 7
        new(5, 960, 160, true, HardSwish, 1), // 7
    ];

    internal static NetworkEntry[] Entries { get; } =
    [
        new(Family, "mobilenet_v3_small", 224, plan => Compose(plan, Small, 1024)),
        new(Family, "mobilenet_v3_large", 224, plan => Compose(plan, Large, 1280)),
    ];

    private static NetworkDefinition Compose(NetworkPlan plan, Row[] table, int hidden)
    {
        var style = plan.Styled(Style(HardSwish));
        var channels = plan.Channels(16);
        var stem = style.Conv("features.0.0", "features.0.1", channels, 3, plan.StemStride); // 224
        var rows = Deepened(plan, table);
        var layers = new List<LayerDefinition>();
        foreach (var row in rows)
        {
            layers.Add(new LayerDefinition(
                $"features.{layers.Count + 1}", Block(plan, row, channels, (double)layers.Count / rows.Count)));
            channels = plan.Channels(row.Output);
        }

        var last = $"features.{layers.Count + 1}";
        return plan.Assemble(
            stem,
            layers,
            [
                style.Conv($"{last}.0", $"{last}.1", 6 * channels, 1), // 7
                new GlobalPool(),
                new Linear("classifier.0", plan.Channels(hidden)),
                new Activate(HardSwish),
                .. plan.Classifier("classifier.3"),
            ]);
    }

    private static Definition Block(NetworkPlan plan, Row row, int input, double depth)
    {
        var style = plan.Styled(Style(row.Activation));
        var (wide, output) = (plan.Channels(row.Expanded), plan.Channels(row.Output));
        var parts = new List<Definition>();
        if (wide != input)
        {
            parts.Add(style.Conv("block.0.0", "block.0.1", wide, 1));
        }

        var name = $"block.{parts.Count}";
        parts.Add(style.Depthwise($"{name}.0", $"{name}.1", wide, row.Kernel, row.Stride));
        if (row.HasSqueeze)
        {
            parts.Add(Squeeze($"block.{parts.Count}", wide));
        }

        name = $"block.{parts.Count}";
        parts.Add(style.Linear($"{name}.0", $"{name}.1", output, 1));
        var body = new Chain(parts.ToImmutableArray());
        return row.Stride == 1 && input == output ? plan.ZeroInitialisedResidual(body, depth) : body;
    }

    private static Gate Squeeze(string name, int channels) => new(new Chain(
        new GlobalPool(),
        new Conv($"{name}.fc1", ChannelRounding.MakeDivisible(channels / 4), 1) { Bias = true, Activation = Relu },
        new Conv($"{name}.fc2", channels, 1) { Bias = true, Activation = HardSigmoid }));

    // A stage begins where the output changes; the last of its rows is repeated, or the last ones are left out.
    private static List<Row> Deepened(NetworkPlan plan, Row[] table)
    {
        var rows = new List<Row>();
        foreach (var stage in table.GroupBy(row => row.Output))
        {
            var given = stage.ToList();
            rows.AddRange(Enumerable.Range(0, plan.Repeats(given.Count)).Select(index =>
                given[Math.Min(index, given.Count - 1)] with { Stride = index == 0 ? given[0].Stride : 1 }));
        }

        return rows;
    }

    private static ConvStyle Style(Activation activation) => new(Padding.Symmetric, NormEpsilon, activation);

    private readonly record struct Row(
        int Kernel, int Expanded, int Output, bool HasSqueeze, Activation Activation, int Stride);
}
