using Lana.Definitions;
using static TorchSharp.torch;

namespace Lana.Pruning;

/// <summary>What tests of pruning share.</summary>
internal static class PruningChecks
{
    private const double Tolerance = 1e-4;

    /// <summary>Half of a layer's channels against the layer whose other channels nothing reads. The layer is changed.</summary>
    public static void AssertEqualsSilenced(LanaModule teacher, int images)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var rule = new PruningRule(0.5);
        var input = Tensors.Normal(3, teacher.Input.WithBatch(images));
        var flow = ChannelFlow.Of(teacher.Definition, teacher.Input, rule);
        var kept = new ChannelPruner(flow, rule.Share).Choose(teacher, input);
        var definition = LayerPruning.Define(teacher.Definition, teacher.Input, rule);
        using var pruned = definition.Build(teacher.Input, seed: 8);

        new InheritedWeights(flow, kept).Copy(teacher, pruned);

        Assert.Equal(definition, flow.Rebuild(kept));
        Silence(teacher, flow, kept);
        Tensors.AssertClose(teacher.Run(input), pruned.Run(input), Tolerance);
    }

    // Removed channels are those that nothing reads any more.
    private static void Silence(LanaModule teacher, ChannelFlow flow, KeptChannels kept)
    {
        var state = teacher.state_dict();
        foreach (var conv in flow.Convs.Where(conv => !conv.IsDepthwise))
        {
            var weight = state[$"{conv.Conv.Name}.weight"];
            var (inputs, outputs) = (conv.Inputs.Length / conv.Conv.Groups, conv.Outputs.Length / conv.Conv.Groups);
            foreach (var position in Enumerable.Range(0, conv.Inputs.Length).Where(input => !kept.Has(conv.Inputs[input])))
            {
                weight.narrow(0, position / inputs * outputs, outputs).select(1, position % inputs).zero_();
            }
        }
    }
}
