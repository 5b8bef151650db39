using Lana.Definitions;

namespace Lana.Networks;

/// <summary>A network of four layers for 12×12 images: one that grows, two that keep their shape, one that
/// halves.</summary>
internal static class SmallNetwork
{
    public const int Classes = 5;

    public static NetworkDefinition Define() => new(
        "small",
        new FeatureShape(2, 12, 12),
        Conv("conv_stem", 8, 2),
        [
            new LayerDefinition("blocks.0.0", Conv("conv", 16, 1)),
            new LayerDefinition("blocks.0.1", new Residual(Conv("conv", 16, 1))),
            new LayerDefinition("blocks.0.2", new Residual(Conv("conv", 16, 1))),
            new LayerDefinition("blocks.1.0", Conv("conv", 24, 2)),
        ],
        new Chain(new GlobalPool(), new Linear("classifier", Classes)));

    public static Network Build(ulong seed = 1)
    {
        var network = Define().Build(seed);
        Tensors.Disturb(network.State, seed + 10);
        return network;
    }

    private static Conv Conv(string name, int outputs, int stride) =>
        new(name, outputs, 3) { Stride = stride, Padding = Padding.Same, Norm = "bn", Activation = Activation.Silu };
}
