using Lana.Definitions;

namespace Lana.Pruning;

/// <summary>Prunes a layer: its definition and its weights.</summary>
internal static class LayerPruning
{
    public static Definition Define(Definition layer, FeatureShape input, PruningRule rule)
    {
        var flow = ChannelFlow.Of(layer, input, rule);
        return flow.Rebuild(KeptChannels.First(flow.Units, rule.Share));
    }

    /// <summary>Copies the weights of the channels that matter most on the data to a pruned module.</summary>
    public static void Inherit(LanaModule layer, LanaModule pruned, Tensor input, PruningRule rule)
    {
        var flow = ChannelFlow.Of(layer.Definition, layer.Input, rule);
        var kept = new ChannelPruner(flow, rule.Share).Choose(layer, input);
        new InheritedWeights(flow, kept).Copy(layer, pruned);
    }
}
