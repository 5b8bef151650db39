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

    private static double Epsilon(NodeConversion node) => node.Attributes.Float("epsilon", 1e-5f);
}
