using Lana.Definitions;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>The families <c>vit</c>, <c>bot_trans</c> and <c>lambda</c>: every position attends to all others.</summary>
/// <remarks>LANA, table 1; Dosovitskiy et al. 2021, Srinivas et al. 2021, Bello 2021. If the layer has a stride, a 2×2
/// convolution with that stride comes first, so that attention works on the smaller map. Memory grows with the square
/// of the number of positions: maps of more than 1,024 positions are refused.</remarks>
internal static class AttentionOperations
{
    private const int MaxPositions = 1024;
    private const int BottleneckHeads = 4;
    private const int MlpRatio = 4;

    private static readonly int[] Depths = [1, 2];
    private static readonly int[] Widths = [32, 64, 128, 256, 512, 1024];
    private static readonly int[] Heads = [4, 8, 16];
    private static readonly double[] Expansions = [1.0 / 4, 1.0 / 2, 1.0, 2.0, 3.0, 4.0];

    public static IEnumerable<OperationFamily> Transformers =>
        from depth in Depths
        from width in Widths
        from heads in Heads
        select new OperationFamily("vit", $"d{depth}_c{width}_h{heads}", layer => Transformer(layer, depth, width, heads))
        {
            Needs = layer => TooManyOrFew(layer, atLeast: 2),
            BranchScale = 0.1,
        };

    // A row or a column of one position has no different distances.
    public static IEnumerable<OperationFamily> Bottlenecks => Bottleneck(
        "bot_trans",
        width => new Attention("attn", width, BottleneckHeads) { RelativePositions = true },
        layer => Math.Min(layer.Output.Height, layer.Output.Width) < 2
            ? $"a map of {layer.Output.Height} × {layer.Output.Width} has no distances in both directions"
            : TooManyOrFew(layer, atLeast: 4));

    public static IEnumerable<OperationFamily> Lambdas => Bottleneck(
        "lambda",
        width => new LambdaContext("lambda", width, BottleneckHeads),
        layer => TooManyOrFew(layer, atLeast: 2));

    private static IEnumerable<OperationFamily> Bottleneck(
        string family, Func<int, Definition> context, Func<Layer, string?> needs) =>
        from expansion in Expansions
        select new OperationFamily(family, $"e{OperationFamily.Text(expansion)}", layer =>
        {
            var width = InnerWidth.Of(layer.Output.Channels, expansion);
            return new Chain(
                Entry(layer, width) with { Norm = "bn1", Activation = Activation.Relu },
                context(width),
                new Norm("bn2") { Activation = Activation.Relu },
                DenseConvolutions.Cb("conv3", "bn3", layer.Output.Channels, 1));
        })
        {
            Needs = needs,
            BranchScale = 0.5,
        };

    private static Chain Transformer(Layer layer, int depth, int width, int heads)
    {
        var blocks = Enumerable.Range(0, depth).SelectMany(index => Block($"blocks.{index}", width, heads));
        Definition[] parts =
        [
            Entry(layer, width) with { Bias = true },
            new PositionEmbedding("pos_embed"),
            .. blocks,
            new ChannelNorm("norm"),
            new Conv("head", layer.Output.Channels, 1) { Bias = true },
        ];
        return new Chain(parts);
    }

    // Pre-norm: the added branches are normalised, the residual stream itself is not.
    private static IEnumerable<Definition> Block(string name, int width, int heads) =>
    [
        new Residual(new Chain(
            new ChannelNorm($"{name}.norm1"),
            new Attention($"{name}.attn", width, heads),
            new Conv($"{name}.attn.proj", width, 1) { Bias = true })),
        new Residual(new Chain(
            new ChannelNorm($"{name}.norm2"),
            new Conv($"{name}.mlp.fc1", MlpRatio * width, 1) { Bias = true, Activation = Activation.Gelu },
            new Conv($"{name}.mlp.fc2", width, 1) { Bias = true })),
    ];

    private static Conv Entry(Layer layer, int width) =>
        new("conv1", width, layer.Stride) { Stride = layer.Stride, Padding = Padding.Same };

    private static string? TooManyOrFew(Layer layer, int atLeast)
    {
        var positions = layer.Output.Positions;
        return positions > MaxPositions
            ? $"attention between {positions} positions needs too much memory; it takes {MaxPositions} at most"
            : positions < atLeast ? $"attention between {positions} positions has nothing to choose from" : null;
    }
}
