using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>Converts matrix products: to a linear layer if one vector for each image is multiplied by a constant
/// matrix.</summary>
internal static class MatrixConversions
{
    public static string Gemm(NodeConversion node)
    {
        if (node.Shape.Rank != 1 || node.Attributes.Flag("transA"))
        {
            throw new InvalidNodeException($"it multiplies {node.Shape}; only a vector for each image can be trained");
        }

        var matrix = node.Attributes.Flag("transB") ? node.Constant(1).ToFloats() : Columns(node.Constant(1));
        return Linear(node, Scaled(matrix, node.Attributes.Float("alpha", 1)), Bias(node));
    }

    public static string MatMul(NodeConversion node)
    {
        if (!node.IsConstant(0) && node.IsConstant(1) && node.Shape.Rank == 1 && node.Constant(1).Dims.Length == 2)
        {
            return Linear(node, Columns(node.Constant(1)), null);
        }

        return node.IsConstant(0)
            ? node.Apply(name => new MatMul { Constant = Matrix(node, name, 0), IsConstantFirst = true }, node.Value(1))
            : node.IsConstant(1) ? node.Apply(name => new MatMul { Constant = Matrix(node, name, 1) })
            : node.Apply(new MatMul(), node.Value(0), node.Value(1));
    }

    private static string Linear(NodeConversion node, float[] weight, float[]? bias)
    {
        var (inputs, outputs) = (node.Shape.Sizes[0], node.OutputShape.Sizes[0]);
        var map = node.Reshape(node.Value(0), node.Shape, new TensorShape(inputs, 1, 1));
        var linear = node.Define(
            name =>
            {
                node.Keep($"{name}.weight", weight);
                if (bias is not null)
                {
                    node.Keep($"{name}.bias", bias);
                }

                return new Linear(name, outputs) { Bias = bias is not null };
            },
            map);
        return node.Reshape(linear, new TensorShape(outputs, 1, 1), node.OutputShape);
    }

    // A bias of one number applies to all outputs.
    private static float[]? Bias(NodeConversion node)
    {
        if (!node.Has(2))
        {
            return null;
        }

        var (numbers, outputs) = (node.Constant(2).ToFloats(), node.OutputShape.Sizes[0]);
        numbers = numbers.Length == outputs ? numbers
            : numbers.Length == 1 ? [.. Enumerable.Repeat(numbers[0], outputs)]
            : throw new InvalidNodeException($"its bias has {numbers.Length} numbers for {outputs} outputs");
        return Scaled(numbers, node.Attributes.Float("beta", 1));
    }

    private static OperatorWeight Matrix(NodeConversion node, string name, int input)
    {
        var dims = node.Constant(input).Dims;
        var shape = NodeConversion.ShapeOf(node.Constant(input));
        return node.Weight($"{name}.weight", input, dims.Length > 2 && dims[0] == 1 ? new TensorShape(shape.Sizes[1..]) : shape);
    }

    private static float[] Scaled(float[] numbers, float factor) =>
        factor is 1.0f ? numbers : Array.ConvertAll(numbers, number => number * factor);

    // Transposes [inputs, outputs] to [outputs, inputs].
    private static float[] Columns(OnnxConstant matrix)
    {
        var (numbers, inputs, outputs) = (matrix.ToFloats(), (int)matrix.Dims[0], (int)matrix.Dims[1]);
        var turned = new float[numbers.Length];
        for (var place = 0; place < turned.Length; place++)
        {
            turned[place] = numbers[(place % inputs * outputs) + (place / inputs)];
        }

        return turned;
    }
}
