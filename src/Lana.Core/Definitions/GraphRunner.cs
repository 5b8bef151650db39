using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>Runs and exports the nodes of a graph one after another.</summary>
/// <param name="plan">The order of the nodes.</param>
/// <param name="parts">The part of each node, which runs it.</param>
internal sealed class GraphRunner(GraphPlan plan, IReadOnlyList<GraphPart> parts)
{
    /// <summary>Runs some of the nodes. A value is disposed after its last use, unless it is the input or kept.</summary>
    /// <param name="values">The values, by their number; those that the nodes compute are added.</param>
    /// <param name="nodes">The first node, and the one after the last.</param>
    /// <param name="mode">The mode of the run.</param>
    /// <param name="keeps">Returns true for a value that is kept after its last use; null for none.</param>
    public void Run(Tensor?[] values, (int First, int End) nodes, RunMode mode, Func<int, bool>? keeps = null)
    {
        for (var node = nodes.First; node < nodes.End; node++)
        {
            var inputs = plan.InputsOf(node);
            var tensors = new Tensor[inputs.Length];
            for (var place = 0; place < inputs.Length; place++)
            {
                tensors[place] = values[inputs[place]]!;
            }

            values[node + 1] = parts[node].Run(tensors, mode);
            foreach (var value in inputs)
            {
                if (value != 0 && !plan.IsLiveAfter(value, node) && keeps?.Invoke(value) != true)
                {
                    values[value]?.Dispose();
                    values[value] = null;
                }
            }
        }
    }

    /// <summary>Writes all nodes.</summary>
    /// <param name="graph">Receives the nodes.</param>
    /// <param name="input">The input.</param>
    /// <param name="begin">Called with each node before it is written; null for no call.</param>
    /// <returns>The values, by their number.</returns>
    public GraphValue[] Emit(OnnxGraph graph, GraphValue input, Action<int>? begin = null)
    {
        var values = new GraphValue[parts.Count + 1];
        values[0] = input;
        for (var node = 0; node < parts.Count; node++)
        {
            begin?.Invoke(node);
            values[node + 1] = parts[node].Emit(graph, [.. plan.InputsOf(node).ToArray().Select(value => values[value])]);
        }

        return values;
    }
}
