using System.Text;
using System.Text.Json;
using Lana.Definitions;
using Lana.Networks;
using Lana.Operators;

namespace Lana.Fuzzing;

/// <summary>The definition of a network as JSON.</summary>
internal sealed class DefinitionTarget() : TextTarget(
    "definition-json",
    [
        "kind", "chain", "residual", "gate", "sum", "conv", "linear", "norm", "global_pool", "activate", "concat", "slice",
        "attention", "lambda", "pool", "parts", "branches", "out", "kernel", "stride", "groups", "padding", "same", "activation",
        "channels", "heads", "dilation", "pad", "adaptive_pool", "[3,5]", "[1,0,2,1]", "[1,-1]", "2147483647",
        "{\"kind\":\"flatten\"}", "{\"kind\":\"pad\",\"top\":1,\"left\":0,\"bottom\":0,\"right\":2}",
        "{\"kind\":\"adaptive_pool\",\"output\":[2,3]}", "{\"kind\":\"log_softmax\"}", "{\"kind\":\"elu\",\"alpha\":1}",
        "nodes", "layer_names", "outputs", "inputs", "definition", "operator", "arithmetic", "concatenate", "is_flat", "value", "input",
        "{\"kind\":\"reduce\",\"function\":\"mean\",\"axes\":[1,2]}", "{\"kind\":\"tile\",\"repeats\":[1,2147483647,3]}",
        "{\"kind\":\"global_pool\"}", "{\"kind\":\"slice\",\"first\":0,\"count\":1}",
        "{\"kind\":\"pool\",\"function\":\"max\",\"kernel\":3,\"stride\":2}", "{\"kind\":\"attention\",\"channels\":8,\"heads\":2}",
        "{\"kind\":\"activate\",\"function\":\"relu\"}", "{\"kind\":\"channel_shuffle\",\"groups\":2}",
    ],
    typeof(JsonException),
    typeof(ArgumentException))
{
    public override IReadOnlyList<byte[]> Seeds { get; } =
        [.. new[] { Small(), Wide(), Windows(), Skips() }.Select(definition => Encoding.UTF8.GetBytes(definition.ToJson()))];

    /// <summary>Four convolutions.</summary>
    public static NetworkDefinition Small() => Define(
        "small",
        [Conv("conv", 4), new Residual(Conv("conv", 4)), new Residual(new Chain(Conv("a", 8), Conv("b", 4)))]);

    protected override Func<string> Read(string text)
    {
        var definition = NetworkDefinition.FromJson(text);
        return () => $"{definition.ToJson()} {definition.Cost} {string.Join(';', definition.OutputShapes)}";
    }

    private static NetworkDefinition Wide() => Define(
        "wide",
        [
            new Sum(Conv("a", 4), Conv("b", 4)),
            new Concat(new Slice(0, 2), Conv("c", 2)),
            new Chain(
                new ChannelShuffle(2), new Definitions.Pool(PoolFunction.Average, 3) { Padding = Padding.Same }, new Norm("n")),
        ]);

    private static NetworkDefinition Windows() => Define(
        "windows",
        [
            new Chain(
                new Pad(0, 1, 2, 0) { Mode = PadMode.Edge },
                new Conv("a", 4, new SpatialSize(3, 2)) { Dilation = new SpatialSize(1, 2), Padding = Padding.Of(0, 1, 1, 0) },
                new PRelu("act")),
            new Chain(
                new Definitions.Pool(PoolFunction.Max, new SpatialSize(1, 2)) { Padding = Padding.None },
                new AdaptivePool(new SpatialSize(4, 3)),
                new LeakyRelu(0.1),
                new Elu(1.0),
                new Clip(-1.0, 1.0)),
        ]);

    /// <summary>Paths that meet, operators, and two outputs.</summary>
    public static NetworkDefinition Skips() => new(
        "skips",
        new FeatureShape(1, 8, 8),
        [
            new GraphNode("a", Conv("a", 4), NetworkDefinition.InputName),
            new GraphNode("b", new Graph([new GraphNode("x", Conv("x", 4), Graph.InputName), Sum("y", "x", Graph.InputName)]), "a"),
            new GraphNode("scaled", Scale, "b"),
            new GraphNode("both", new Concatenate(0), "scaled", "a"),
            new GraphNode("turned", new Transpose([1, 2, 0]), "both"),
            new GraphNode("flat", new Reshape(new TensorShape(16, 32)), "turned"),
            new GraphNode("part", new StridedSlice(1, 2, 30) { Step = 3 }, "flat"),
        ],
        ["a", "b"],
        [new NetworkOutput("map", "both"), new NetworkOutput("rows", "part")]);

    private static Arithmetic Scale =>
        new(ArithmeticFunction.Multiply) { Constant = new OperatorWeight("scale", new TensorShape(4, 1, 1)) };

    private static GraphNode Sum(string name, params string[] inputs) => new(name, new Arithmetic(ArithmeticFunction.Add), inputs);

    private static NetworkDefinition Define(string name, Definition[] layers) => new(
        name,
        new FeatureShape(1, 8, 8),
        Conv("stem", 4),
        [.. layers.Select((layer, index) => new LayerDefinition($"blocks.{index}", layer))],
        new Chain(new GlobalPool(), new Linear("classifier", 3)));

    private static Conv Conv(string name, int outputs) =>
        new(name, outputs, 3) { Padding = Padding.Same, Norm = $"{name}_bn", Activation = Activation.Silu };
}
