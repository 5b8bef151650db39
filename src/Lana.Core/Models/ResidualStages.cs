using Lana.Definitions;
using Lana.Networks;

namespace Lana.Models;

/// <summary>The stages of ResNets, <c>layer1</c> and following: each is twice as wide at half the resolution.</summary>
internal static class ResidualStages
{
    public static List<LayerDefinition> Make(
        NetworkPlan plan,
        int input,
        int planes,
        int expansion,
        ReadOnlySpan<int> repeats,
        Func<ResidualBlockConfig, Definition> block)
    {
        var count = 0;
        foreach (var blocks in repeats)
        {
            count += plan.Repeats(blocks);
        }

        var layers = new List<LayerDefinition>(count);
        for (var stage = 0; stage < repeats.Length; stage++)
        {
            var width = plan.Channels(planes << stage);
            for (var repeat = 0; repeat < plan.Repeats(repeats[stage]); repeat++)
            {
                var stride = stage > 0 && repeat == 0 ? 2 : 1;
                var depth = (double)layers.Count / Math.Max(1, count - 1);
                var place = new ResidualBlockConfig(plan, input, width, stride, depth);
                layers.Add(new LayerDefinition($"layer{stage + 1}.{repeat}", block(place)));
                input = width * expansion;
            }
        }

        return layers;
    }
}
