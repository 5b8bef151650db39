using Lana.Definitions;
using Lana.Networks;

namespace Lana.Models;

/// <summary>ResNeSt: bottlenecks with split attention, means instead of strides, a deep stem.</summary>
/// <remarks>Zhang et al. 2020 (arXiv 2004.08955), section 3 and appendix; names of the weights as in timm.</remarks>
internal sealed record ResNeSt(int StemWidth, params int[] Repeats)
{
    private static readonly NetworkFamily Family = new(
        "ResNeSt", "Zhang et al. 2020, arXiv 2004.08955; names of timm 0.9.16");

    // Blocks per stage; their input resolutions at 224 are 56, 56, 28 and 14.
    internal static NetworkEntry[] Entries { get; } =
    [
        Entry("resnest14d", 224, new(32, 1, 1, 1, 1)),
        Entry("resnest26d", 224, new(32, 2, 2, 2, 2)),
        Entry("resnest50d", 224, new(32, 3, 4, 6, 3)),
        Entry("resnest50d_1s4x24d", 224, MeanFirst with { Radix = 1, Cardinality = 4, BaseWidth = 24 }),
        Entry("resnest50d_4s2x40d", 224, MeanFirst with { Radix = 4, Cardinality = 2, BaseWidth = 40 }),
        Entry("resnest101e", 256, new(64, 3, 4, 23, 3)),
        Entry("resnest200e", 320, new(64, 3, 24, 36, 3)),
        Entry("resnest269e", 416, new(64, 3, 30, 48, 8)),
    ];

    private static ResNeSt MeanFirst => new(32, 3, 4, 6, 3) { IsMeanFirst = true };

    public int Radix { get; init; } = 2;

    /// <summary>The number of groups that are convolved separately.</summary>
    public int Cardinality { get; init; } = 1;

    /// <summary>The width of one group in the first stage.</summary>
    public int BaseWidth { get; init; } = 64;

    /// <summary>True if the average pool that halves the resolution comes before the split attention.</summary>
    public bool IsMeanFirst { get; init; }

    private static NetworkEntry Entry(string name, int resolution, ResNeSt table) =>
        new(Family, name, resolution, table.Compose);

    private NetworkDefinition Compose(NetworkPlan plan)
    {
        var style = plan.Styled(ConvStyle.Relu);
        var channels = plan.Channels(StemWidth);
        var stem = new Chain(
            style.Conv("conv1.0", "conv1.1", channels, 3, plan.StemStride), // 224
            style.Conv("conv1.3", "conv1.4", channels, 3), // 112
            style.Conv("conv1.6", "bn1", 2 * channels, 3), // 112
            new Pool(PoolFunction.Max, 3) { Stride = 2 }); // 112
        var layers = ResidualStages.Make(plan, 2 * channels, 64, 4, Repeats, Block);
        return plan.Assemble(stem, layers, [new GlobalPool(), .. plan.Classifier("fc")]);
    }

    private Definition Block(ResidualBlockConfig block)
    {
        // Scaled widths are rounded up to a multiple of the groups, as the published widths are.
        var groups = Cardinality * Radix;
        var width = (((block.Planes * BaseWidth / 64 * Cardinality) + groups - 1) / groups) * groups;
        var squeezed = Math.Max(32, ChannelRounding.MakeDivisible(width * Radix * 0.25));
        Definition[] mean = block.Stride > 1 ? [new Pool(PoolFunction.Average, 3) { Stride = block.Stride }] : [];
        Definition[] split =
        [
            block.Style.Conv("conv2.conv", "conv2.bn0", width * Radix, 3) with { Groups = groups },
            new SplitAttention("conv2", Radix, squeezed) { Cardinality = Cardinality },
        ];
        Definition[] body =
        [
            block.Style.Conv("conv1", "bn1", width, 1),
            .. IsMeanFirst ? mean : split,
            .. IsMeanFirst ? split : mean,
            block.Style.Linear("conv3", "bn3", 4 * block.Planes, 1),
        ];
        return block.Join(NetworkPlan.ZeroInitialised(new Chain(body)), Shortcut(block));
    }

    private static Chain? Shortcut(ResidualBlockConfig block)
    {
        var output = 4 * block.Planes;
        var conv = block.Style.Linear("downsample.1", "downsample.2", output, 1);
        if (block.Stride == 1)
        {
            return block.Input == output ? null : new Chain(conv);
        }

        var mean = new Pool(PoolFunction.Average, 2)
        {
            Stride = block.Stride,
            Padding = Padding.None,
            CeilMode = true,
            CountsPadding = false,
        };
        return new Chain(mean, conv);
    }
}
