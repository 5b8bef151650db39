using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>Recognises a channel shuffle: channels reshaped to a matrix, transposed and reshaped back.</summary>
internal static class ShufflePattern
{
    public static GraphNode? Match(PatternNodes nodes, GraphNode node)
    {
        if (node.Operator is not Reshape
            || nodes.Of(node.Inputs[0]) is not { Operator: Transpose { Order: [1, 0, 2, 3] } } turned
            || nodes.Of(turned.Inputs[0]) is not { Operator: Reshape { Shape.Sizes: [var groups, var width, var rows, var columns] } } matrix)
        {
            return null;
        }

        var shape = new TensorShape(groups * width, rows, columns);
        return nodes.ShapeOf(matrix.Inputs[0]) == shape && nodes.ShapeOf(node.Name) == shape
            ? new GraphNode(node.Name, new ChannelShuffle(groups), matrix.Inputs[0])
            : null;
    }
}
