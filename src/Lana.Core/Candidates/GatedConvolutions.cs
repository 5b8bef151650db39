using Lana.Definitions;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>The families <c>eca_*</c> and <c>cbam_*</c>: dense convolutions with a gate after them.</summary>
/// <remarks>ECA-Net (Wang et al. 2020): a small kernel over neighbouring channels, its length |log₂ C + 1| / 2 to the
/// next odd number. CBAM (Woo et al. 2018): a channel gate from mean and maximum (here their mean instead of their sum,
/// a factor that the weights can learn), then a spatial gate with a 7×7 kernel.</remarks>
internal static class GatedConvolutions
{
    private const int Kernel = 3;
    private const int SpatialKernel = 7;
    private const int Reduction = 16;
    private const int MinSqueeze = 4;

    private static readonly double[] Widths = [1.0 / 4, 1.0 / 2, 1.0, 2.0];

    public static IEnumerable<OperationFamily> All =>
    [
        .. Gated("eca_stack", DenseConvolutions.Stack, Eca),
        .. Gated("eca_bottle", DenseConvolutions.Bottleneck, Eca),
        .. Gated("cbam_stack", DenseConvolutions.Stack, Cbam),
        .. Gated("cbam_bottle", DenseConvolutions.Bottleneck, Cbam),
    ];

    private static IEnumerable<OperationFamily> Gated(
        string family, Func<Layer, int, double, Chain> body, Func<int, Definition[]> gates) =>
        from width in Widths
        select new OperationFamily(family, DenseConvolutions.Numbers(Kernel, width), layer =>
        {
            Definition[] parts = [.. body(layer, Kernel, width).Parts, .. gates(layer.Output.Channels)];
            return new Chain(parts);
        });

    private static Definition[] Eca(int channels)
    {
        var length = (int)((Math.Log2(channels) + 1.0) / 2.0);
        return [new Gate(new Chain(
            new GlobalPool(),
            new ChannelConv("eca.conv", length + (length % 2 == 0 ? 1 : 0)),
            new Activate(Activation.Sigmoid)))];
    }

    private static Definition[] Cbam(int channels) =>
    [
        new Gate(new Chain(
            new MeanMaxPool(),
            new Conv("cbam.channel.fc1", Math.Max(MinSqueeze, channels / Reduction), 1) { Activation = Activation.Relu },
            new Conv("cbam.channel.fc2", channels, 1),
            new GlobalPool(),
            new Activate(Activation.Sigmoid))),
        new Gate(new Chain(
            new ChannelPool(),
            new Conv("cbam.spatial.conv", 1, SpatialKernel) { Norm = "cbam.spatial.bn", Activation = Activation.Sigmoid })),
    ];
}
