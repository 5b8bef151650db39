using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>Normalisations with constant weights.</summary>
internal static class NormConversions
{
    public static string Batch(NodeConversion node)
    {
        if (!node.Shape.IsFeature)
        {
            return node.Apply(name => new BatchNormalization(
                node.Weight($"{name}.weight", 1),
                node.Weight($"{name}.bias", 2),
                node.Weight($"{name}.running_mean", 3),
                node.Weight($"{name}.running_var", 4))
            {
                Epsilon = Epsilon(node),
            });
        }

        return node.Define(name =>
        {
            string[] weights = ["weight", "bias", "running_mean", "running_var"];
            foreach (var (place, weight) in weights.Index())
            {
                node.Keep($"{name}.{weight}", node.Constant(place + 1).ToFloats());
            }

            return new Norm(name) { Epsilon = Epsilon(node) };
        });
    }

    public static string Instance(NodeConversion node) => node.Apply(name =>
        new InstanceNormalization(node.Weight($"{name}.weight", 1), node.Weight($"{name}.bias", 2)) { Epsilon = Epsilon(node) });

    public static string Group(NodeConversion node) => node.Apply(name => new GroupNormalization(
        (int)node.Attributes.Int("num_groups"), node.Weight($"{name}.weight", 1), node.Weight($"{name}.bias", 2))
    {
        Epsilon = Epsilon(node),
    });

    public static string Layer(NodeConversion node) => node.Apply(name => new LayerNormalization(
        NodeConversion.Axis(node.Attributes.Int("axis")), node.Weight($"{name}.weight", 1))
    {
        Bias = node.Has(2) ? node.Weight($"{name}.bias", 2) : null,
        Epsilon = Epsilon(node),
    });

    /// <summary>Converts x / (bias + alpha · mean of squares of the nearest channels) ^ beta.</summary>
    /// <remarks>Local response normalisation (Krizhevsky and others 2012); the window is a pool over channels as rows.</remarks>
    public static string AcrossChannels(NodeConversion node)
    {
        var shape = node.Shape.ToFeature();
        var size = checked((int)node.Attributes.Int("size"));
        var map = new TensorShape(1, shape.Channels, shape.Positions);
        var squares = node.Apply(new Arithmetic(ArithmeticFunction.Multiply), node.Value(0), node.Value(0));
        var means = node.Apply(
            new WindowPool(PoolFunction.Average, new SpatialSize(size, 1))
            {
                PaddingBefore = new SpatialSize((size - 1) / 2, 0),
                PaddingAfter = new SpatialSize(size / 2, 0),
                CountsPadding = true,
            },
            node.Reshape(squares, node.Shape, map));
        var scaled = node.Combine(ArithmeticFunction.Multiply, node.Reshape(means, map, node.Shape), node.Attributes.Float("alpha"));
        var shifted = node.Combine(ArithmeticFunction.Add, scaled, node.Attributes.Float("bias"));
        var root = node.Combine(ArithmeticFunction.Power, shifted, node.Attributes.Float("beta"));
        return node.Apply(new Arithmetic(ArithmeticFunction.Divide), node.Value(0), root);
    }

    private static double Epsilon(NodeConversion node) => node.Attributes.Float("epsilon", 1e-5f);
}
