using Lana.Definitions;

namespace Lana.Pruning;

/// <summary>Chooses the channels that a layer keeps by what their removal changes on data.</summary>
/// <param name="flow">The layer's channels.</param>
/// <param name="share">The share that stays.</param>
internal sealed class ChannelPruner(ChannelFlow flow, double share)
{
    public KeptChannels Choose(LanaModule layer, Tensor input)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var readers = flow.Convs
            .Where(conv => conv is { IsInGate: false, IsDepthwise: false })
            .ToDictionary(conv => conv.Conv.Name, StringComparer.Ordinal);
        var seen = Observe(layer, input, readers.Keys.ToHashSet());
        var removed = flow.Units.Spaces().SelectMany(space =>
        {
            var units = space.Groups.SelectMany(group => group).ToHashSet();
            var reading = seen.Where(pair => readers[pair.Block.Conv.Name].Inputs.Any(unit => units.Contains(flow.Units.Find(unit))));
            return RemoveFrom(space, [.. reading.Select(pair => new ChannelReader(
                flow.Units, readers[pair.Block.Conv.Name], pair.Block.Weight.Value, pair.Rows))]);
        });
        return KeptChannels.Without(flow.Units, removed);
    }

    private List<int> RemoveFrom(ChannelSpace space, IReadOnlyList<ChannelReader> readers)
    {
        var excess = new ChannelExcess(space, share);
        while (!excess.IsEmpty)
        {
            var costs = readers.SelectMany(reader => reader.Costs())
                .GroupBy(pair => pair.Unit, pair => pair.Cost)
                .ToDictionary(unit => unit.Key, unit => unit.Sum());
            var chosen = excess.TakeCheapest(costs);
            foreach (var reader in readers)
            {
                reader.Remove(chosen);
            }
        }

        return excess.Taken;
    }

    // The convolutions of the layer and what they see, in a copy: the layer itself may be running elsewhere.
    private static List<(ConvBlock Block, Tensor Rows)> Observe(LanaModule layer, Tensor input, HashSet<string> names)
    {
        using var copy = layer.Copy();
        var seen = new List<(ConvBlock, Tensor)>();
        foreach (var block in copy.Blocks.OfType<ConvBlock>().Where(block => names.Contains(block.Conv.Name)))
        {
            block.InputObserver = given => seen.Add((block, ConvRows.Of(block.Conv, given).alias()));
        }

        copy.Run(input.narrow(0, 0, ConvRows.ImagesFor(input))).Dispose();
        return [.. seen.Select(pair => (Block: OfLayer(layer, pair.Item1), Rows: pair.Item2))];
    }

    private static ConvBlock OfLayer(LanaModule layer, ConvBlock copy) =>
        layer.Blocks.OfType<ConvBlock>().First(block => block.Conv.Name == copy.Conv.Name);
}
