using Lana.Kernels;
using Lana.Modules;
using Lana.Onnx;
using TorchSharp;

namespace Lana.Definitions;

/// <summary>Multi-head self-attention between all positions of a map: [C, H, W] becomes [Channels, H, W].</summary>
/// <param name="Name">The prefix of its weights, for example <c>attn</c>.</param>
/// <param name="Channels">Output channels; a multiple of <paramref name="Heads"/>.</param>
/// <param name="Heads">Heads, at least 1.</param>
/// <remarks>Vaswani et al. 2017, over positions as in Dosovitskiy et al. 2021, without the projection after it (that is
/// a 1×1 <see cref="Conv"/>). With <see cref="RelativePositions"/> the queries are also multiplied by an embedding of
/// the distance in rows and in columns (BoTNet, Srinivas et al. 2021). MACs: the queries, keys and values, both
/// attention products, and the products with the distances. Its relative weights depend on the map's size.</remarks>
public sealed record Attention(string Name, int Channels, int Heads) : Definition
{
    /// <summary>True to make the logits depend on the distance between two positions.</summary>
    /// <value>Default false.</value>
    public bool RelativePositions { get; init; }

    /// <summary>True for a bias of queries, keys and values.</summary>
    /// <value>Default false.</value>
    public bool Bias { get; init; }

    internal int HeadChannels => Channels / Heads;

    private Conv Projection => new($"{Name}.qkv", 3 * Channels, 1) { Bias = Bias };

    internal override ModelCost Measure(FeatureShape input)
    {
        if (Heads < 1 || Channels < Heads || Channels % Heads != 0)
        {
            throw new ArgumentException($"Attention '{Name}': {Heads} heads do not divide {Channels} channels.");
        }

        checked
        {
            long positions = input.Positions;
            var pairs = positions * positions;
            var distances = RelativePositions ? positions * (input.Height + input.Width) : 0;
            var table = RelativePositions ? (2L * (input.Height + input.Width)) - 2 : 0;
            long rows = (input.Height * (long)input.Height) + (input.Width * (long)input.Width);
            var attention = new ModelCost(
                input with { Channels = Channels },
                table * HeadChannels,
                Channels * ((2 * pairs) + distances),
                RelativePositions ? rows * HeadChannels * sizeof(float) : 0,
                ((2 * Heads * (pairs + distances)) + (2 * Channels * positions)) * sizeof(float));
            return Projection.Measure(input).Then(attention);
        }
    }

    internal override Block Create(FeatureShape input, Initializer initializer)
    {
        var projection = (ConvBlock)Projection.Create(input, initializer);
        return RelativePositions
            ? new AttentionBlock(
                this,
                projection,
                RelativeTable.Create($"{Name}.rel_height", input.Height, HeadChannels, initializer),
                RelativeTable.Create($"{Name}.rel_width", input.Width, HeadChannels, initializer))
            : new AttentionBlock(this, projection, null, null);
    }
}

internal sealed class AttentionBlock(Attention attention, Block projection, RelativeTable? rows, RelativeTable? columns) : Block
{
    private readonly Scalar _scale = 1.0 / Math.Sqrt(attention.HeadChannels);

    public override IReadOnlyList<Block> Children { get; } = [projection];

    public override IEnumerable<Weight> Weights => rows is null || columns is null
        ? base.Weights
        : [.. base.Weights, rows.Weight, columns.Weight];

    public override Tensor Run(Tensor input, RunMode mode)
    {
        using var scope = NewDisposeScope();
        var (n, h, w) = (input.size(0), input.size(2), input.size(3));
        if (rows is not null && columns is not null)
        {
            MapSize.Require(input, rows.Length, columns.Length, rows.Weight.Name);
        }

        var parts = projection.Run(input, mode)
            .permute(0, 2, 3, 1)
            .reshape(n, h * w, 3, attention.Heads, attention.HeadChannels)
            .permute(2, 0, 3, 1, 4); // [3, N, heads, P, d]
        var queries = parts.select(0, 0).mul(_scale);
        var logits = queries.matmul(parts.select(0, 1).transpose(2, 3)); // [N, heads, P, P]
        if (rows is not null && columns is not null)
        {
            logits = logits.add(Distances(queries, rows, columns), Elementwise.One);
        }

        return logits.softmax(-1)
            .matmul(parts.select(0, 2)) // [N, heads, P, d]
            .transpose(1, 2)
            .reshape(n, h, w, attention.Channels)
            .permute(0, 3, 1, 2)
            .MoveToOuterDisposeScope();
    }

    public override Block Fuse() => new AttentionBlock(attention, projection.Fuse(), rows?.Expand(), columns?.Expand());

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input)
    {
        var (_, h, w) = input.Shape;
        var (c, heads, d) = (attention.Channels, attention.Heads, attention.HeadChannels);
        var parts = projection.Emit(graph, input);
        OnnxValue Part(int index) => graph.Reshape(graph.Channels(parts, index * c, c), 0, heads, d, h * w);
        var queries = graph.Transpose(Part(0), 0, 1, 3, 2); // [N, heads, P, d]
        queries = graph.Add("Mul", default, [queries, graph.Number((float)(1.0 / Math.Sqrt(d)))]);
        var logits = graph.Add("MatMul", default, [queries, Part(1)]); // [N, heads, P, P]
        if (rows is not null && columns is not null)
        {
            logits = graph.Add("Add", default, [logits, EmitDistances(graph, queries, rows, columns)]);
        }

        var shares = graph.Softmax(logits, axis: 3, rank: 4);
        var seen = graph.Add("MatMul", default, [shares, graph.Transpose(Part(2), 0, 1, 3, 2)]);
        return graph.Reshape(graph.Transpose(seen, 0, 1, 3, 2), 0, c, h, w) with
        {
            Shape = input.Shape with { Channels = c },
        };
    }

    // The product of each query and the embedding of its distance to every row, plus the same for columns: [N, heads, P, P].
    private static Tensor Distances(Tensor queries, RelativeTable rows, RelativeTable columns)
    {
        var map = queries.unflatten(2, [rows.Length, columns.Length]); // [N, heads, H, W, d]
        var vertical = map.matmul(rows.Expanded); // [N, heads, H, W, H']
        var horizontal = map.transpose(2, 3).matmul(columns.Expanded).transpose(2, 3); // [N, heads, H, W, W']
        return vertical.unsqueeze(5).add(horizontal.unsqueeze(4), Elementwise.One).flatten(4).flatten(2, 3);
    }

    private OnnxValue EmitDistances(OnnxGraph graph, OnnxValue queries, RelativeTable rows, RelativeTable columns)
    {
        var (heads, h, w) = (attention.Heads, rows.Length, columns.Length);
        var map = graph.Reshape(queries, 0, heads, h, w, attention.HeadChannels);
        var vertical = graph.Add("MatMul", default, [map, rows.Emit(graph)]);
        var turned = graph.Transpose(map, 0, 1, 3, 2, 4); // [N, heads, W, H, d]
        var horizontal = graph.Transpose(graph.Add("MatMul", default, [turned, columns.Emit(graph)]), 0, 1, 3, 2, 4);
        var sum = graph.Add(
            "Add",
            default,
            [graph.Reshape(vertical, 0, heads, h * w, h, 1), graph.Reshape(horizontal, 0, heads, h * w, 1, w)]);
        return graph.Reshape(sum, 0, heads, h * w, h * w);
    }
}
