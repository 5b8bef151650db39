using static TorchSharp.torch;

namespace Lana.Definitions;

/// <summary>Attention and lambda layers against their formulas, number by number.</summary>
[Collection(TorchCollection.Name)]
public sealed class ContextTests
{
    private const int Channels = 8;
    private const int Heads = 2;
    private const int Depth = Channels / Heads;

    private static readonly FeatureShape Shape = new(3, 3, 4);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Attention_Formula_IsWhatRuns(bool isRelative)
    {
        using var scope = NewDisposeScope();
        using var module =
            new Attention("attn", Channels, Heads) { RelativePositions = isRelative }.Build(Shape, seed: 3);
        var input = Tensors.Normal(4, Shape.WithBatch(2));

        var output = module.Run(input);

        var state = module.state_dict();
        Tensors.AssertClose(Expected(input, (queries, keys, values, p, head) =>
        {
            var logits = Positions.Select(m => Sum(Depth, d =>
                queries(p, head, d) * (keys(m, head, d)
                    + (isRelative ? At(state["attn.rel_height"], m / 4 - (p / 4) + 2, d) + At(state["attn.rel_width"], m % 4 - (p % 4) + 3, d) : 0)))
                / Math.Sqrt(Depth)).ToArray();
            var shares = logits.Select(Math.Exp).ToArray();
            return [.. Enumerable.Range(0, Depth).Select(d =>
                Positions.Sum(m => shares[m] * values(m, head, d)) / shares.Sum())];
        }, Projections(state["attn.qkv.weight"])), output, 1e-5);
    }

    [Fact]
    public void LambdaContext_Formula_IsWhatRuns()
    {
        using var scope = NewDisposeScope();
        using var module = new LambdaContext("lambda", Channels, Heads) { KeyChannels = 5 }.Build(Shape, seed: 3);
        var input = Tensors.Normal(4, Shape.WithBatch(2));
        var scale = 1.0 / Math.Sqrt(1.0 + 1e-5); // what a new batch norm does in evaluation

        var output = module.Run(input);

        var state = module.state_dict();
        var (q, k, v) = (Matrix(state["lambda.to_q.weight"]), Matrix(state["lambda.to_k.weight"]), Matrix(state["lambda.to_v.weight"]));
        var relative = state["lambda.rel_pos"];
        var expected = zeros(output.shape, float64);
        for (var n = 0; n < 2; n++)
        {
            double X(int c, int p) => input[n, c, p / 4, p % 4].item<float>();
            double Project(double[,] weight, int row, int p) => Sum(Shape.Channels, c => weight[row, c] * X(c, p));
            foreach (var p in Positions)
            {
                for (var channel = 0; channel < Channels; channel++)
                {
                    var (head, d) = (channel / Depth, channel % Depth);
                    var value = Sum(5, key =>
                    {
                        var total = Positions.Sum(m => Math.Exp(Project(k, key, m)));
                        var lambda = Positions.Sum(m => scale * Project(v, d, m) * (
                            (Math.Exp(Project(k, key, m)) / total) + relative[(m / 4) - (p / 4) + 2, (m % 4) - (p % 4) + 3, key].item<float>()));
                        return scale * Project(q, (head * 5) + key, p) * lambda;
                    });
                    expected[n, channel, p / 4, p % 4] = value;
                }
            }
        }

        Tensors.AssertClose(expected.to(float32), output, 1e-5);
    }

    [Fact]
    public void ChannelShuffle_TwoGroups_DealsThemOut()
    {
        using var scope = NewDisposeScope();
        using var module = new ChannelShuffle(2).Build(new FeatureShape(6, 1, 1));

        var output = module.Run(arange(6, float32).view(1, 6, 1, 1));

        Assert.Equal([0f, 3f, 1f, 4f, 2f, 5f], output.flatten().data<float>().ToArray());
    }

    [Fact]
    public void ChannelNorm_Positions_HaveNoMeanAndUnitVariance()
    {
        using var scope = NewDisposeScope();
        using var module = new ChannelNorm("norm").Build(new FeatureShape(32, 3, 4));

        var output = module.Run(Tensors.Normal(4, 2, 32, 3, 4) * 5.0 + 2.0);

        Assert.True(output.mean([1]).abs().max().item<float>() < 1e-5);
        Assert.True((output.var(1, unbiased: false) - 1.0).abs().max().item<float>() < 1e-4);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(1, 6)]
    [InlineData(4, 6)]
    public void RepConv_Fused_IsOneKernelThatEqualsTheBranches(int branches, int groups)
    {
        using var scope = NewDisposeScope();
        var shape = new FeatureShape(6, 9, 9);
        using var module = new RepConv("block", 6, 5) { Branches = branches, Groups = groups }.Build(shape, seed: 2);
        Tensors.Disturb(module.state_dict(), seed: 3);
        var input = Tensors.Normal(4, shape.WithBatch(2));
        using var fused = module.Fuse();

        Tensors.AssertClose(module.Run(input), fused.Run(input), 1e-5);

        Assert.Equal(["block.weight", "block.bias"], fused.state_dict().Keys);
        Assert.Equal(branches + 2, module.state_dict().Keys.Count(key => key.EndsWith("running_mean", StringComparison.Ordinal)));
    }

    [Fact]
    public void Run_MapOfAnotherSize_NamesTheWeightAndTheSize()
    {
        using var scope = NewDisposeScope();
        Definition[] sized =
        [
            new Attention("attn", Channels, Heads) { RelativePositions = true },
            new LambdaContext("lambda", Channels, Heads),
            new PositionEmbedding("pos_embed"),
        ];

        Assert.All(sized, definition =>
        {
            using var module = definition.Build(Shape);
            var error = Assert.Throws<ArgumentException>(() => module.Run(Tensors.Normal(1, 1, 3, 5, 4)));
            Assert.Contains("maps of 3 × 4 positions, got 5 × 4", error.Message, StringComparison.Ordinal);
        });
    }

    private static IEnumerable<int> Positions => Enumerable.Range(0, Shape.Positions);

    private delegate double Entry(int position, int head, int depth);

    private static Tensor Expected(
        Tensor input, Func<Entry, Entry, Entry, int, int, double[]> rule, Func<Tensor, int, Entry> projection)
    {
        var expected = zeros(input.size(0), Channels, Shape.Height, Shape.Width);
        for (var n = 0; n < input.size(0); n++)
        {
            var parts = Enumerable.Range(0, 3).Select(part => projection(input[n], part)).ToArray();
            foreach (var p in Positions)
            {
                for (var head = 0; head < Heads; head++)
                {
                    foreach (var (d, value) in rule(parts[0], parts[1], parts[2], p, head).Index())
                    {
                        expected[n, (head * Depth) + d, p / 4, p % 4] = (float)value;
                    }
                }
            }
        }

        return expected;
    }

    private static Func<Tensor, int, Entry> Projections(Tensor weight) => (image, part) =>
    {
        var matrix = Matrix(weight);
        var pixels = Matrix(image);
        return (position, head, depth) => Sum(Shape.Channels, c =>
            matrix[(part * Channels) + (head * Depth) + depth, c] * pixels[c, position]);
    };

    private static double At(Tensor table, int row, int column) => table[row, column].item<float>();

    private static double[,] Matrix(Tensor tensor)
    {
        var flat = tensor.contiguous().view(tensor.size(0), -1);
        var matrix = new double[flat.size(0), flat.size(1)];
        for (var row = 0; row < flat.size(0); row++)
        {
            for (var column = 0; column < flat.size(1); column++)
            {
                matrix[row, column] = flat[row, column].item<float>();
            }
        }

        return matrix;
    }

    private static double Sum(int count, Func<int, double> term) => Enumerable.Range(0, count).Sum(term);
}
