using Lana.Kernels;
using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>A lambda layer with global context: [C, H, W] becomes [Channels, H, W].</summary>
/// <remarks>Bello 2021: the whole map is summarised in a small linear function per position, which is applied to that
/// position's queries. The content part of the function is the same for all positions; the other part depends on the
/// position relative to all others. All heads use the same function. The relative weights depend on the map's size and
/// are expanded for every pair of positions in the exported form. MACs: projections, both parts, and their
/// application.</remarks>
internal sealed record LambdaContext(string Name, int Channels, int Heads) : Definition
{
    public int KeyChannels { get; init; } = 16;

    internal int ValueChannels => Channels / Heads;

    private Conv Queries => new($"{Name}.to_q", Heads * KeyChannels, 1) { Norm = $"{Name}.norm_q" };

    private Conv Keys => new($"{Name}.to_k", KeyChannels, 1);

    private Conv Values => new($"{Name}.to_v", ValueChannels, 1) { Norm = $"{Name}.norm_v" };

    internal override ModelCost Measure(FeatureShape input)
    {
        if (Heads < 1 || KeyChannels < 1 || Channels < Heads || Channels % Heads != 0)
        {
            throw new ArgumentException(
                $"Lambda layer '{Name}': {Heads} heads do not divide {Channels} channels, or there are no keys ({KeyChannels}).");
        }

        checked
        {
            long positions = input.Positions;
            var function = (long)KeyChannels * ValueChannels;
            var pairs = positions * positions * KeyChannels;
            var distances = ((2L * input.Height) - 1) * ((2L * input.Width) - 1);
            var lambda = new ModelCost(
                input with { Channels = Channels },
                distances * KeyChannels,
                function * positions * (positions + 1 + Heads),
                pairs * sizeof(float),
                ((2 * function * positions) + (2L * Channels * positions)) * sizeof(float));
            return Queries.Measure(input).Then(Keys.Measure(input)).Then(Values.Measure(input)).Then(lambda);
        }
    }

    internal override Block Create(FeatureShape input, Initializer initializer) => new LambdaContextBlock(
        this,
        input,
        Queries.Create(input, initializer),
        Keys.Create(input, initializer),
        Values.Create(input, initializer),
        Weight.Parameter(
            $"{Name}.rel_pos",
            initializer.Normal(
                1.0 / Math.Sqrt(input.Positions), (2 * input.Height) - 1, (2 * input.Width) - 1, KeyChannels)),
        isExpanded: false);
}

internal sealed class LambdaContextBlock(
    LambdaContext lambda, FeatureShape map, Block queries, Block keys, Block values, Weight relative, bool isExpanded) : Block
{
    private readonly Lazy<long[]> _distances = new(() => Distances(map));

    public override IReadOnlyList<Block> Children { get; } = [queries, keys, values];

    public override IEnumerable<Weight> Weights => [.. base.Weights, relative];

    public override Tensor Run(Tensor input, RunMode mode)
    {
        MapSize.Require(input, map.Height, map.Width, relative.Name);
        using var scope = NewDisposeScope();
        var (n, p) = (input.size(0), map.Positions);
        var asked = Rows(queries.Run(input, mode)).view(n, p, lambda.Heads, lambda.KeyChannels); // [N, P, heads, k]
        var shares = Rows(keys.Run(input, mode)).softmax(1); // [N, P, k], over positions
        var seen = Rows(values.Run(input, mode)); // [N, P, v]
        var content = shares.transpose(1, 2).matmul(seen).unsqueeze(1); // [N, 1, k, v]
        var position = Expanded().matmul(seen).view(n, p, lambda.KeyChannels, lambda.ValueChannels); // [N, P, k, v]
        return asked.matmul(position.add(content, Elementwise.One)) // [N, P, heads, v]
            .reshape(n, map.Height, map.Width, lambda.Channels)
            .permute(0, 3, 1, 2)
            .MoveToOuterDisposeScope();
    }

    public override Block Fuse()
    {
        using var scope = NewDisposeScope();
        var expanded = Expanded().detach().clone().MoveToOuterDisposeScope();
        return new LambdaContextBlock(
            lambda, map, queries.Fuse(), keys.Fuse(), values.Fuse(), Weight.Parameter(relative.Name, expanded), isExpanded: true);
    }

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input)
    {
        using var scope = NewDisposeScope();
        var (p, k, v) = (map.Positions, lambda.KeyChannels, lambda.ValueChannels);
        OnnxValue Rows(Block projection, params ReadOnlySpan<long> sizes) =>
            graph.Reshape(graph.Transpose(projection.Emit(graph, input), 0, 2, 3, 1), [0, p, .. sizes]);
        var asked = Rows(queries, lambda.Heads, k);
        var shares = graph.Softmax(Rows(keys, k), axis: 1, rank: 3);
        var seen = Rows(values, v);
        var content = graph.Add("MatMul", default, [graph.Transpose(shares, 0, 2, 1), seen]);
        var position = graph.Add("MatMul", default, [graph.Constant(relative.Name, Expanded()), seen]);
        var function = graph.Add(
            "Add", default, [graph.Reshape(position, 0, p, k, v), graph.Reshape(content, 0, 1, k, v)]);
        var output = graph.Reshape(
            graph.Add("MatMul", default, [asked, function]), 0, map.Height, map.Width, lambda.Channels);
        return graph.Transpose(output, 0, 3, 1, 2) with { Shape = map with { Channels = lambda.Channels } };
    }

    private static Tensor Rows(Tensor feature) => feature.permute(0, 2, 3, 1).flatten(1, 2); // [N, P, C]

    // The weights between each position and every other: [P · k, P'].
    private Tensor Expanded()
    {
        if (isExpanded)
        {
            return relative.Value;
        }

        return relative.Value.flatten(0, 1)
            .index_select(0, tensor(_distances.Value))
            .view(map.Positions, map.Positions, lambda.KeyChannels)
            .transpose(1, 2)
            .reshape(-1, map.Positions);
    }

    // For each pair of positions the row of the table, given by their vertical and horizontal distance.
    private static long[] Distances(FeatureShape map)
    {
        var (h, w) = (map.Height, map.Width);
        var places = new long[map.Positions * map.Positions];
        for (var pair = 0; pair < places.Length; pair++)
        {
            var (from, to) = (pair / map.Positions, pair % map.Positions);
            var (down, right) = ((to / w) - (from / w) + h - 1, (to % w) - (from % w) + w - 1);
            places[pair] = (down * ((2L * w) - 1)) + right;
        }

        return places;
    }
}
