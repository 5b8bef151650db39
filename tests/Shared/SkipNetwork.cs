using Lana.Definitions;
using Lana.Operators;

namespace Lana.Networks;

/// <summary>A network that is no chain: skip connections over several layers, a layer that two others follow, and two
/// outputs, one of them a map.</summary>
internal static class SkipNetwork
{
    public const int Classes = 4;

    /// <summary>Three layers: <c>down</c> halves the map, <c>deep</c> keeps it, <c>side</c> works on the stem's map.</summary>
    public static NetworkDefinition Define(FeatureShape input) => new(
        "skip",
        input,
        [
            new GraphNode("first", Conv("first", 8), NetworkDefinition.InputName),
            new GraphNode("down", Conv("conv", 12) with { Stride = 2 }, "first"),
            new GraphNode("deep", new Residual(Conv("conv", 12)), "down"),
            new GraphNode("side", Conv("conv", 12), "first"),
            new GraphNode("side_pool", new Definitions.Pool(PoolFunction.Average, 2) { Stride = 2, Padding = Padding.None }, "side"),
            new GraphNode("both", new Concatenate(0), "deep", "side_pool", "down"),
            new GraphNode("map", new Conv("map", 2, 1), "both"),
            new GraphNode("scaled", Scale, "both"),
            new GraphNode("classes", new Chain(new GlobalPool(), new Linear("fc", Classes)), "scaled"),
        ],
        ["down", "deep", "side"],
        [new NetworkOutput("classes", "classes") { IsFlat = true }, new NetworkOutput("heat", "map")]);

    /// <summary>The same with the classes as its only output.</summary>
    public static NetworkDefinition DefineClassifier(FeatureShape input)
    {
        var whole = Define(input);
        return new NetworkDefinition(
            "skip", input, [.. whole.Nodes.Where(node => node.Name != "map")], whole.LayerNames, [whole.Outputs[0] with { Name = "output" }]);
    }

    private static Arithmetic Scale =>
        new(ArithmeticFunction.Multiply) { Constant = new OperatorWeight("scale", new TensorShape(36, 1, 1)) };

    private static Conv Conv(string name, int channels) =>
        new(name, channels, 3) { Norm = $"{name}_bn", Activation = Activation.Relu };
}
