using Lana.Definitions;
using Lana.Networks;
using static Lana.Models.EfficientNetBlock;

namespace Lana.Models;

/// <summary>EfficientNet, first version: one table of stages, scaled in width and depth.</summary>
/// <remarks>Tan and Le 2019 (arXiv 1905.11946), table 1; names of timm.</remarks>
public static class EfficientNet
{
    private const int DefaultResolution = 224;

    private static readonly NetworkFamily Family = new(
        "EfficientNet",
        "Tan and Le 2019, arXiv 1905.11946; L2: Xie et al. 2020, arXiv 1911.04252; names of timm 0.9.16");

    private static readonly EfficientNetTable Table = new(
        Stem: 32, // 224
        Head: 1280, // 7
        new(Inverted, 1, 3, 1, 16, 1), // 112
        new(Inverted, 6, 3, 2, 24, 2), // 112
        new(Inverted, 6, 5, 2, 40, 2), // 56
        new(Inverted, 6, 3, 2, 80, 3), // 28
        new(Inverted, 6, 5, 1, 112, 3), // 14
        new(Inverted, 6, 5, 2, 192, 4), // 14
        new(Inverted, 6, 3, 1, 320, 1)); // 7

    // Width, depth and resolution: the paper's numbers.
    private static readonly (string Name, double Width, double Depth, int Resolution)[] Sizes =
    [
        ("efficientnet_b0", 1.0, 1.0, 224),
        ("efficientnet_b1", 1.0, 1.1, 240),
        ("efficientnet_b2", 1.1, 1.2, 260),
        ("efficientnet_b3", 1.2, 1.4, 300),
        ("efficientnet_b4", 1.4, 1.8, 380),
        ("efficientnet_b5", 1.6, 2.2, 456),
        ("efficientnet_b6", 1.8, 2.6, 528),
        ("efficientnet_b7", 2.0, 3.1, 600),
        ("efficientnet_b8", 2.2, 3.6, 672),
        ("efficientnet_l2", 4.3, 5.3, 800),
    ];

    internal static IEnumerable<NetworkEntry> Entries =>
        from variant in new[] { (Prefix: "", Style: ConvStyle.Silu), (Prefix: "tf_", Style: ConvStyle.TensorFlow) }
        from size in Sizes
        select new NetworkEntry(Family, variant.Prefix + size.Name, size.Resolution, plan => Table.Compose(
            plan with { Width = plan.Width * size.Width, Depth = plan.Depth * size.Depth }, variant.Style));

    /// <summary>Defines a network.</summary>
    /// <param name="options">Width, depth, resolution and the rest; null for B0 at 224.</param>
    /// <param name="name">The network's name; null for one made from the options.</param>
    /// <param name="padding">The padding; <see cref="Padding.Same"/> for weights that were trained in TensorFlow.</param>
    /// <param name="normEpsilon">The number added to the variance of batch norms; 1e-3 for weights that were trained in
    /// TensorFlow.</param>
    /// <returns>A definition whose layers are the inverted residual blocks.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static NetworkDefinition Define(
        NetworkOptions? options = null,
        string? name = null,
        Padding padding = default,
        double normEpsilon = 1e-5)
    {
        options ??= new NetworkOptions();
        var entry = new NetworkEntry(Family, name ?? DefaultName(options), DefaultResolution, plan =>
            Table.Compose(plan, new ConvStyle(padding, normEpsilon, Activation.Silu)));
        return entry.Define(options);
    }

    private static string DefaultName(NetworkOptions options)
    {
        var size = options.Resolution ?? DefaultResolution;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"efficientnet_w{options.Width:0.###}_d{options.Depth:0.###}_{(size.IsSquare ? $"{size.Height}" : $"{size}")}");
    }
}
