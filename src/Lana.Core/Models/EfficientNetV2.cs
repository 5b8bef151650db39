using Lana.Data;
using Lana.Definitions;
using static Lana.Models.EfficientNetBlock;

namespace Lana.Models;

/// <summary>EfficientNet, second version: fused convolutions where maps are large.</summary>
/// <remarks>Tan and Le 2021 (arXiv 2104.00298), tables 4 and 7; names of the weights as in timm.</remarks>
internal static class EfficientNetV2
{
    private static readonly NetworkFamily Family = new(
        "EfficientNet V2", "Tan and Le 2021, arXiv 2104.00298; names of timm 0.9.16");

    private static readonly EfficientNetTable Base = new(
        Stem: 32, // 224
        Head: 1280, // 7
        new(Plain, 1, 3, 1, 16, 1), // 112
        new(Fused, 4, 3, 2, 32, 2), // 112
        new(Fused, 4, 3, 2, 48, 2), // 56
        new(Inverted, 4, 3, 2, 96, 3), // 28
        new(Inverted, 6, 3, 1, 112, 5), // 14
        new(Inverted, 6, 3, 2, 192, 8)) // 14
    {
        RoundLimit = 0.0,
    };

    private static readonly EfficientNetTable Small = new(
        Stem: 24, // 224
        Head: 1280, // 7
        new(Plain, 1, 3, 1, 24, 2), // 112
        new(Fused, 4, 3, 2, 48, 4), // 112
        new(Fused, 4, 3, 2, 64, 4), // 56
        new(Inverted, 4, 3, 2, 128, 6), // 28
        new(Inverted, 6, 3, 1, 160, 9), // 14
        new(Inverted, 6, 3, 2, 256, 15)); // 14

    // timm's own small network: fused from the start, and wider at the end.
    private static readonly EfficientNetTable SmallRw = new(
        Stem: 24, // 224
        Head: 1792, // 7
        new(Fused, 1, 3, 1, 24, 2), // 112
        new(Fused, 4, 3, 2, 48, 4), // 112
        new(Fused, 4, 3, 2, 64, 4), // 56
        new(Inverted, 4, 3, 2, 128, 6), // 28
        new(Inverted, 6, 3, 1, 160, 9), // 14
        new(Inverted, 6, 3, 2, 272, 15)); // 14

    private static readonly EfficientNetTable Medium = new(
        Stem: 24, // 224
        Head: 1280, // 7
        new(Plain, 1, 3, 1, 24, 3), // 112
        new(Fused, 4, 3, 2, 48, 5), // 112
        new(Fused, 4, 3, 2, 80, 5), // 56
        new(Inverted, 4, 3, 2, 160, 7), // 28
        new(Inverted, 6, 3, 1, 176, 14), // 14
        new(Inverted, 6, 3, 2, 304, 18), // 14
        new(Inverted, 6, 3, 1, 512, 5)); // 7

    private static readonly EfficientNetTable Large = new(
        Stem: 32, // 224
        Head: 1280, // 7
        new(Plain, 1, 3, 1, 32, 4), // 112
        new(Fused, 4, 3, 2, 64, 7), // 112
        new(Fused, 4, 3, 2, 96, 7), // 56
        new(Inverted, 4, 3, 2, 192, 10), // 28
        new(Inverted, 6, 3, 1, 224, 19), // 14
        new(Inverted, 6, 3, 2, 384, 25), // 14
        new(Inverted, 6, 3, 1, 640, 7)); // 7

    private static readonly EfficientNetTable ExtraLarge = new(
        Stem: 32, // 224
        Head: 1280, // 7
        new(Plain, 1, 3, 1, 32, 4), // 112
        new(Fused, 4, 3, 2, 64, 8), // 112
        new(Fused, 4, 3, 2, 96, 8), // 56
        new(Inverted, 4, 3, 2, 192, 16), // 28
        new(Inverted, 6, 3, 1, 256, 24), // 14
        new(Inverted, 6, 3, 2, 512, 32), // 14
        new(Inverted, 6, 3, 1, 640, 8)); // 7

    internal static NetworkEntry[] Entries { get; } =
    [
        Scaled("tf_efficientnetv2_b0", 1.0, 1.0, 192),
        Scaled("tf_efficientnetv2_b1", 1.0, 1.1, 192),
        Scaled("tf_efficientnetv2_b2", 1.1, 1.2, 208),
        Scaled("tf_efficientnetv2_b3", 1.2, 1.4, 240),
        Whole("tf_efficientnetv2_s", Small, 300),
        Whole("tf_efficientnetv2_m", Medium, 384),
        Whole("tf_efficientnetv2_l", Large, 384),
        Whole("tf_efficientnetv2_xl", ExtraLarge, 384),
        new NetworkEntry(Family, "efficientnetv2_rw_s", 288, plan => SmallRw.Compose(plan, ConvStyle.Silu)),
    ];

    private static NetworkEntry Scaled(string name, double width, double depth, int resolution) =>
        new(Family, name, resolution, plan => Base.Compose(
            plan with { Width = plan.Width * width, Depth = plan.Depth * depth }, ConvStyle.TensorFlow));

    private static NetworkEntry Whole(string name, EfficientNetTable table, int resolution) =>
        new(Family, name, resolution, plan => table.Compose(plan, ConvStyle.TensorFlow))
        {
            Normalisation = Normalisation.Half,
        };
}
