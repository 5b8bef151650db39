using Lana.Definitions;
using Lana.Modules;

namespace Lana.Networks;

/// <summary>Runs forward passes through the nodes of a network, and keeps the tensors that each of them needs.</summary>
/// <param name="definition">The network.</param>
/// <param name="runner">Runs its nodes.</param>
internal sealed class NetworkPass(NetworkDefinition definition, GraphRunner runner)
{
    private readonly Lazy<KeptValues> _aroundAllLayers = new(() => KeptValues.AroundAllLayers(definition));
    private readonly int[] _outputs = [.. definition.Outputs.Select(output => definition.Plan.ValueOf(output.Value, definition.Name))];

    private int Nodes => definition.Nodes.Length;

    public Tensor Run(Tensor images, RunMode mode)
    {
        var values = Start(images);
        runner.Run(values, (0, Nodes), mode);
        return Outputs(values, _ => false);
    }

    public NetworkTrace Trace(Tensor images, RunMode mode)
    {
        var values = Start(images);
        var kept = _aroundAllLayers.Value;
        runner.Run(values, (0, Nodes), mode, kept.Contains);
        return Keep(values, kept, Outputs(values, kept.Contains));
    }

    public NetworkTrace TraceLayers(Tensor images, IReadOnlySet<int> layers, RunMode mode)
    {
        var values = Start(images);
        var kept = KeptValues.Around(definition, layers);
        runner.Run(values, (0, definition.NodeOf(layers.Max()) + 1), mode, kept.Contains);
        return Keep(values, kept, outputs: null);
    }

    public Tensor RunAfter(NetworkTrace trace, int layer, Tensor output, RunMode mode)
    {
        var node = definition.NodeOf(layer);
        var copies = output.size(0) / trace.Outputs!.size(0);
        var values = new Tensor?[Nodes + 1];
        for (var value = 0; value <= node; value++)
        {
            if (definition.Plan.IsLiveAfter(value, node))
            {
                var live = trace.Values[value]!;
                values[value] = copies == 1 ? live : Repeat(live, copies);
            }
        }

        values[node + 1] = output;
        bool IsBorrowed(int value) => value == node + 1 || (value <= node && copies == 1);
        runner.Run(values, (node + 1, Nodes), mode, IsBorrowed);
        var outputs = Outputs(values, IsBorrowed);
        if (copies > 1)
        {
            // The runner does not dispose the image; here it is a copy.
            values[0]?.Dispose();
        }

        return outputs;
    }

    private Tensor?[] Start(Tensor images)
    {
        var values = new Tensor?[Nodes + 1];
        values[0] = images;
        return values;
    }

    private NetworkTrace Keep(Tensor?[] values, KeptValues kept, Tensor? outputs)
    {
        values[0] = kept.Contains(0) ? values[0]!.alias() : null;
        for (var value = 1; value < values.Length; value++)
        {
            if (!kept.Contains(value))
            {
                values[value]?.Dispose();
                values[value] = null;
            }
        }

        return new NetworkTrace(definition, values, outputs);
    }

    private Tensor Outputs(Tensor?[] values, Func<int, bool> keeps)
    {
        var flat = _outputs.Select(number => values[number]!.flatten(1)).ToList();
        foreach (var number in _outputs.Distinct().Where(number => number != 0 && !keeps(number)))
        {
            values[number]!.Dispose();
            values[number] = null;
        }

        if (flat.Count == 1)
        {
            return flat[0];
        }

        var all = cat(flat, 1);
        flat.ForEach(one => one.Dispose());
        return all;
    }

    private static Tensor Repeat(Tensor value, long copies) =>
        value.repeat([copies, .. Enumerable.Repeat(1L, (int)value.dim() - 1)]);
}
