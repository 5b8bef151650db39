using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>Which values have their axes in another order than [C, H, W], as between the transposes of files from TensorFlow.</summary>
internal static class MapLayout
{
    private static readonly int[] Plain = [0, 1, 2];

    /// <summary>Whether the axes of each value are turned. Values of other ranks are not.</summary>
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

    // What treats all axes alike, or the last one, hands the order of its input on. All else takes and gives [C, H, W].
    private static bool IsNeutral(GraphNode node) => node is { Definition: Definitions.Activate or LeakyRelu }
        or { Operator: Arithmetic or Unary or Clamp or Concatenate or PadAxes or StridedSlice }
        or { Operator: Softmax or MatMul or LayerNormalization or Reduce };
}
