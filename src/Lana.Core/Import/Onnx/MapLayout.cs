using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>Finds the values whose axes are in another order than [C, H, W], as between the transposes of files from
/// TensorFlow.</summary>
internal static class MapLayout
{
    private static readonly int[] Plain = [0, 1, 2];

    /// <summary>Returns for each value whether its axes are reordered. Values of other ranks are not.</summary>
    public static bool[] TurnedValues(GraphPlan plan)
    {
        var axes = new int[plan.Nodes.Length + 1][];
        axes[0] = Plain;
        for (var node = 0; node < plan.Nodes.Length; node++)
        {
            var input = axes[plan.InputsOf(node)[0]];
            axes[node + 1] = plan.Shapes[node + 1].Rank != Plain.Length ? Plain
                : plan.Nodes[node].Operator is Transpose transpose && input.Length == transpose.Order.Length
                    ? [.. transpose.Order.Select(axis => input[axis])]
                : IsNeutral(plan.Nodes[node]) ? input
                : Plain;
        }

        return [.. axes.Select(order => !order.SequenceEqual(Plain))];
    }

    // Nodes that treat all axes alike, or act on the last one, keep the order of their input. All others have inputs
    // and outputs [C, H, W].
    private static bool IsNeutral(GraphNode node) => node is { Definition: Definitions.Activate or LeakyRelu }
        or { Operator: Arithmetic or Unary or Clamp or Concatenate or PadAxes or StridedSlice }
        or { Operator: Softmax or MatMul or LayerNormalization or Reduce };
}
