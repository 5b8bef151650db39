using Lana.Definitions;
using TorchSharp;

namespace Lana.Pruning;

/// <summary>Chooses the channels that a layer keeps by the change that their removal causes on data.</summary>
/// <param name="flow">The layer's channels.</param>
/// <param name="share">The share of channels that stays.</param>
internal sealed class ChannelPruner(ChannelFlow flow, double share)
{
    public KeptChannels Choose(LanaModule layer, Tensor input)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var readers = flow.Convs
            .Where(conv => conv is { IsInGate: false, IsDepthwise: false })
            .ToDictionary(conv => conv.Conv.Name, StringComparer.Ordinal);
        var kernels = layer.Weights.ToDictionary(weight => weight.Name, weight => weight.Value, StringComparer.Ordinal);
        var seen = Observe(layer, input, readers, scope);
        var removed = flow.Units.Spaces().SelectMany(space =>
        {
            var units = space.Groups.SelectMany(group => group).ToHashSet();
            return RemoveFrom(space, [.. seen
                .Where(pair => pair.Reader.Inputs.Any(unit => units.Contains(flow.Units.Find(unit))))
                .Select(pair => new ChannelReader(
                    flow.Units, pair.Reader, kernels[$"{pair.Reader.Conv.Name}.weight"], pair.Rows))]);
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

    // The inputs of the convolutions, from a copy: the layer itself may be running in another thread.
    private static List<(ConvChannels Reader, Tensor Rows)> Observe(
        LanaModule layer, Tensor input, Dictionary<string, ConvChannels> readers, DisposeScope scope)
    {
        using var copy = layer.Copy();
        var seen = new List<(ConvChannels Reader, Tensor Rows)>();
        foreach (var block in copy.Blocks.OfType<ConvBlock>())
        {
            if (readers.TryGetValue(block.Conv.Name, out var reader))
            {
                // Parallel parts run in their own dispose scopes.
                block.InputObserver = given => seen.Add((reader, Kept(ConvRows.Of(block.Conv, given), scope)));
            }
        }

        copy.Run(input.narrow(0, 0, ConvRows.ImagesFor(input))).Dispose();
        return seen;
    }

    // With MoveToOtherDisposeScope it would be in no scope.
    private static Tensor Kept(Tensor tensor, DisposeScope scope)
    {
        scope.Attach(tensor.DetachFromDisposeScope());
        return tensor;
    }
}
