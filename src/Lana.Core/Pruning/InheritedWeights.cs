using Lana.Definitions;

namespace Lana.Pruning;

/// <summary>Copies the weights of a layer into the pruned layer.</summary>
internal sealed class InheritedWeights(ChannelFlow flow, KeptChannels kept)
{
    private readonly Dictionary<string, ConvChannels> _convs =
        flow.Convs.ToDictionary(conv => $"{conv.Conv.Name}.weight", StringComparer.Ordinal);

    // Biases, norms and constants have one value, or one map, for each output channel.
    private readonly Dictionary<string, int[]> _vectors = Vectors(flow);

    public void Copy(LanaModule source, LanaModule target)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var given = source.Weights.ToDictionary(weight => weight.Name, weight => weight.Value, StringComparer.Ordinal);
        foreach (var weight in target.Weights)
        {
            weight.Value.copy_(Select(weight.Name, given[weight.Name], weight.Value.shape));
        }
    }

    /// <summary>The name of the part that a weight belongs to.</summary>
    public static string OwnerOf(string weight) => weight.LastIndexOf('.') is > 0 and var dot ? weight[..dot] : weight;

    private Tensor Select(string name, Tensor value, long[] shape)
    {
        if (_convs.TryGetValue(name, out var conv))
        {
            return Cut(SelectKernels(conv, value), shape[^2], shape[^1]);
        }

        return value.dim() > 0 && _vectors.TryGetValue(OwnerOf(name), out var units)
            ? value.index_select(0, kept.Positions(units))
            : value;
    }

    private Tensor SelectKernels(ConvChannels conv, Tensor value)
    {
        var rows = kept.Positions(conv.Outputs);
        if (conv.IsDepthwise)
        {
            return value.index_select(0, rows);
        }

        var (inputs, outputs) = (conv.Inputs.Length / conv.Conv.Groups, conv.Outputs.Length / conv.Conv.Groups);
        return cat([.. Enumerable.Range(0, conv.Conv.Groups).Select(group => value
            .narrow(0, group * outputs, outputs)
            .index_select(0, kept.Positions(conv.Outputs.AsSpan(group * outputs, outputs)))
            .index_select(1, kept.Positions(conv.Inputs.AsSpan(group * inputs, inputs))))]);
    }

    private static Tensor Cut(Tensor kernels, long height, long width) => kernels
        .narrow(2, (kernels.shape[^2] - height) / 2, height)
        .narrow(3, (kernels.shape[^1] - width) / 2, width);

    private static Dictionary<string, int[]> Vectors(ChannelFlow flow)
    {
        var vectors = new Dictionary<string, int[]>(flow.Vectors, StringComparer.Ordinal);
        foreach (var (conv, _, outputs) in flow.Convs)
        {
            vectors[conv.Name] = outputs;
            if (conv.Norm is { } norm)
            {
                vectors[norm] = outputs;
            }
        }

        return vectors;
    }
}
