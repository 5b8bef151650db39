using System.Text.Json;
using Lana.Candidates;
using Lana.Modules;
using static TorchSharp.torch;

namespace Lana.Definitions;

/// <summary>What every part of a network promises: shape, price, state, fused form, ONNX, gradient, no leak.</summary>
[Collection(TorchCollection.Name)]
public sealed class PartsTests
{
    private static readonly Dictionary<string, (Definition Definition, FeatureShape Input)> Parts = new()
    {
        ["max_pool_3_2"] = (new Pool(PoolFunction.Max, 3) { Stride = 2 }, new(6, 7, 10)),
        ["max_pool_same"] = (new Pool(PoolFunction.Max, 2) { Stride = 2, Padding = Padding.Same }, new(6, 5, 7)),
        ["max_pool_ceil"] =
            (new Pool(PoolFunction.Max, 3) { Stride = 2, Padding = Padding.None, CeilMode = true }, new(6, 8, 6)),
        ["average_pool_ceil"] = (AverageDown, new(6, 5, 8)),
        ["average_pool_ceil_counts"] = (AverageDown with { CountsPadding = true }, new(6, 5, 8)),
        ["average_pool_3_2"] = (new Pool(PoolFunction.Average, 3) { Stride = 2 }, new(6, 7, 10)),
        ["average_pool_inside"] = (new Pool(PoolFunction.Average, 3) { CountsPadding = false }, new(6, 7, 10)),
        ["average_pool_same"] = (AverageSame with { CountsPadding = false }, new(6, 8, 6)),
        ["average_pool_same_counts"] = (AverageSame, new(6, 8, 6)),
        ["channel_pad"] = (new ChannelPad(16) { Stride = 2 }, new(8, 6, 5)),
        ["channel_pad_odd"] = (new ChannelPad(11), new(8, 6, 5)),
        ["channel_pad_stride"] = (new ChannelPad(8) { Stride = 2 }, new(8, 6, 5)),
        ["split_attention"] = (new SplitAttention("conv2", 2, 32), new(32, 6, 5)),
        ["split_attention_1x4"] = (new SplitAttention("conv2", 1, 32) { Cardinality = 4 }, new(24, 6, 5)),
        ["split_attention_4x2"] = (new SplitAttention("conv2", 4, 32) { Cardinality = 2 }, new(80, 6, 5)),
        ["split_attention_block"] = (SplitBlock, new(20, 6, 5)),
        ["relu6"] = (Conv(Activation.Relu6), new(5, 6, 5)),
        ["hard_sigmoid"] = (Conv(Activation.HardSigmoid), new(5, 6, 5)),
        ["hard_swish"] = (Conv(Activation.HardSwish), new(5, 6, 5)),
        ["hard_swish_behind_linear"] = (Perceptron(Activation.HardSwish), new(5, 4, 4)),
        ["relu6_behind_linear"] = (Perceptron(Activation.Relu6), new(5, 4, 4)),
        ["no_drop"] = (new Chain(Conv(Activation.Relu), new Dropout(0.0), new DropPath(0.0)), new(5, 6, 5)),
        ["drop"] = (new Residual(new Chain(Conv(Activation.Relu), new Dropout(0.2), new DropPath(0.1))), new(8, 6, 5)),
        ["conv_window"] = (Window, new(6, 9, 12)),
        ["conv_window_grouped"] = (Window with { Out = 12, Groups = 3 }, new(6, 9, 12)),
        ["conv_window_depthwise"] = (Window with { Out = 6, Groups = 6 }, new(6, 9, 12)),
        ["max_pool_window"] =
            (new Pool(PoolFunction.Max, new(2, 3)) { Stride = new(1, 2), Dilation = 2, Padding = Padding.Of(1, 2, 1, 2) }, new(6, 7, 10)),
        ["average_pool_window"] =
            (new Pool(PoolFunction.Average, new(3, 2)) { Stride = new(2, 1), Padding = Padding.Of(2, 0, 1, 1), CountsPadding = false }, new(6, 7, 10)),
        ["adaptive_pool"] = (new AdaptivePool(new(3, 4)), new(6, 7, 10)),
        ["adaptive_pool_equal"] = (new AdaptivePool(new(7, 5)), new(6, 7, 10)),
        ["pad"] = (new Pad(1, 0, 2, 3) { Value = 0.5 }, new(6, 7, 10)),
        ["pad_reflect"] = (new Pad(1, 0, 2, 3) { Mode = PadMode.Reflect }, new(6, 7, 10)),
        ["pad_edge"] = (new Pad(1, 0, 2, 3) { Mode = PadMode.Edge }, new(6, 7, 10)),
        ["flatten"] = (new Chain(new Flatten(), new Linear("fc", 5)), new(6, 3, 4)),
        ["leaky_relu"] = (new LeakyRelu(0.2), new(6, 3, 4)),
        ["elu"] = (new Elu(0.7), new(6, 3, 4)),
        ["clip"] = (new Clip(-0.5, 0.7), new(6, 3, 4)),
        ["prelu"] = (new PRelu("act"), new(6, 3, 4)),
        ["prelu_shared"] = (new PRelu("act") { IsShared = true }, new(6, 3, 4)),
        ["log_softmax"] = (new LogSoftmax(), new(6, 3, 4)),
        ["tanh"] = (Conv(Activation.Tanh), new(5, 6, 5)),
        ["softplus"] = (Conv(Activation.Softplus), new(5, 6, 5)),
        ["mish"] = (Conv(Activation.Mish), new(5, 6, 5)),
        ["selu"] = (Conv(Activation.Selu), new(5, 6, 5)),
        ["drop_channels"] =
            (new Residual(new Chain(Conv(Activation.Relu), new Dropout(0.2) { WholeChannels = true })), new(8, 6, 5)),
        ["graph"] = (GraphParts.TwoPaths, new(6, 5, 4)),
        ["graph_constants"] = (GraphParts.Constants, new(6, 5, 4)),
        ["graph_operators"] = (GraphParts.Operators, new(6, 5, 4)),
        ["graph_in_a_residual"] = (new Residual(new Chain(GraphParts.Constants, new Conv("last", 6, 1))), new(6, 5, 4)),
        ["drop_first"] = (new Sum(new Dropout(0.5), new DropPath(0.5), new Conv("c", 8, 1)), new(8, 6, 5)),
    };

    public static TheoryData<string> Names => new(Parts.Keys);

    private static Conv Window => new("conv", 5, new SpatialSize(3, 2))
    {
        Stride = new SpatialSize(1, 2),
        Dilation = new SpatialSize(2, 3),
        Padding = Padding.Of(1, 0, 2, 4),
        Norm = "bn",
    };

    private static Pool AverageDown => new(PoolFunction.Average, 2)
    {
        Stride = 2,
        Padding = Padding.None,
        CeilMode = true,
        CountsPadding = false,
    };

    private static Pool AverageSame => new(PoolFunction.Average, 3) { Stride = 2, Padding = Padding.Same };

    private static Chain SplitBlock => new(
        new Conv("conv2.conv", 48, 3) { Groups = 4, Norm = "conv2.bn0", Activation = Activation.Relu },
        new SplitAttention("conv2", 2, 32) { Cardinality = 2 });

    [Theory]
    [MemberData(nameof(Names))]
    public void Part_OfAnyKind_KeepsEveryPromise(string name) =>
        FixedOperation.Check(Parts[name].Definition, Parts[name].Input);

    [Theory]
    [MemberData(nameof(Names))]
    public void DrawsRandomNumbers_OfAnyKind_SaysWhetherTrainingMovesTheGenerator(string name)
    {
        using var scope = NewDisposeScope();
        var (definition, shape) = Parts[name];
        using var module = definition.Build(shape, seed: 1);
        using var fused = module.Fuse();
        var input = Tensors.Normal(1, 2, shape.Channels, shape.Height, shape.Width);
        var before = random.get_rng_state().bytes.ToArray();

        module.Run(input, RunMode.Train);

        Assert.NotEqual(random.get_rng_state().bytes.SequenceEqual(before), module.DrawsRandomNumbers);
        Assert.Equal(name is "drop" or "drop_first" or "drop_channels", module.DrawsRandomNumbers);
        Assert.False(fused.DrawsRandomNumbers);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ToJson_Part_ReadsBack(string name)
    {
        var definition = Parts[name].Definition;

        var read = JsonSerializer.Deserialize<Definition>(definition.ToJson(), DefinitionJson.Options);

        Assert.Equal(definition, read);
    }

    [Fact]
    public void Price_SenselessParts_Throws()
    {
        Definition[] senseless =
        [
            new Pool(PoolFunction.Max, 0),
            new Pool(PoolFunction.Max, 3) { Stride = 0 },
            new Pool(PoolFunction.Max, 2),
            new Pool(PoolFunction.Max, 9) { Padding = Padding.None },
            new Pool(PoolFunction.Max, 3) { Padding = Padding.Same, CeilMode = true },
            new Pool(PoolFunction.Average, 3) { CeilMode = true },
            new Pool(PoolFunction.Average, 3) { Dilation = 2 },
            new Pool(PoolFunction.Max, 3) { Padding = Padding.Of(0, 1, 0, 0), CeilMode = true },
            new Pool(PoolFunction.Max, new SpatialSize(3, 2)),
            new Pool(PoolFunction.Max, 2) { Padding = Padding.Of(0, 0, 0, 2) },
            new Conv("window", 8, 3) { Dilation = 0 },
            new Conv("window", 8, new SpatialSize(3, 2)),
            new Conv("window", 8, 3) { Dilation = 3, Padding = Padding.None },
            new AdaptivePool(new SpatialSize(0, 1)),
            new Pad(-1, 0, 0, 0),
            new Pad(0, 6, 0, 0) { Mode = PadMode.Reflect },
            new Clip(1.0, 0.0),
            new ChannelPad(7),
            new ChannelPad(9) { Stride = 0 },
            new SplitAttention("odd", 3, 32),
            new SplitAttention("odd", 0, 32),
            new SplitAttention("odd", 2, 32) { Cardinality = 3 },
        ];

        Assert.All(senseless, part => Assert.Throws<ArgumentException>(() => part.Cost(new FeatureShape(8, 6, 6))));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void Create_SenselessRate_Throws(double rate)
    {
        Assert.Throws<ArgumentException>(() => new Dropout(rate));
        Assert.Throws<ArgumentException>(() => new DropPath(rate));
    }

    [Fact]
    public void Run_DropPath_DropsWholeImagesAndKeepsTheMean()
    {
        using var scope = NewDisposeScope();
        using var module = new DropPath(0.25).Build(new FeatureShape(2, 3, 3));
        random.manual_seed(3);
        var input = ones(2000, 2, 3, 3);

        var output = module.Run(input, RunMode.Train);

        var values = output.view(2000, 18);
        Tensors.AssertEqual(values.amax([1]), values.amin([1]));
        Assert.InRange(output.mean().item<float>(), 0.95f, 1.05f);
        Assert.Equal(1.0f / 0.75f, output.max().item<float>(), 1e-6f);
        Assert.Equal(0.0f, output.min().item<float>());
    }

    [Theory]
    [InlineData(RunMode.Evaluate)]
    [InlineData(RunMode.BatchStatistics)]
    [InlineData(RunMode.Recalibrate)]
    public void Run_DropsOutsideTraining_ChangeNothing(RunMode mode)
    {
        using var scope = NewDisposeScope();
        using var module = new Chain(new Dropout(0.5), new DropPath(0.5)).Build(new FeatureShape(2, 3, 3));
        var input = Tensors.Normal(1, 4, 2, 3, 3);

        Tensors.AssertEqual(input, module.Run(input, mode));
    }

    [Fact]
    public void Run_DropsSeededTwice_DropTheSame()
    {
        using var scope = NewDisposeScope();
        using var module = new Chain(new Dropout(0.5), new DropPath(0.5)).Build(new FeatureShape(2, 3, 3));
        var input = Tensors.Normal(1, 64, 2, 3, 3);

        random.manual_seed(5);
        var first = module.Run(input, RunMode.Train);
        random.manual_seed(5);
        var second = module.Run(input, RunMode.Train);
        var third = module.Run(input, RunMode.Train);

        Tensors.AssertEqual(first, second);
        Assert.True(first.ne(third).any().item<bool>());
    }

    private static Chain Perceptron(Activation activation) =>
        new(new GlobalPool(), new Linear("a", 9), new Activate(activation), new Linear("b", 3));

    private static Conv Conv(Activation activation) =>
        new("conv", 8, 3) { Norm = "bn", Activation = activation, InitialScale = 3.0 };
}
