using Lana.Definitions;
using Lana.Models;
using Lana.Networks;
using TorchSharp;

namespace Lana.Candidates;

[Collection(TorchCollection.Name)]
public sealed class SearchSpaceTests
{
    [Fact]
    public void Full_Operations_AreTheGridsOfThePaper()
    {
        var families = SearchSpace.Full.Operations.CountBy(operation => operation.Family).ToDictionary();

        Assert.Equal(
            new Dictionary<string, int>
            {
                ["teacher"] = 1,
                ["identity"] = 1,
                ["efn"] = 27,
                ["efnv2"] = 27,
                ["cb_stack"] = 40,
                ["cb_bottle"] = 40,
                ["cb_res"] = 40,
                ["repvgg"] = 40,
                ["conv_cs"] = 40,
                ["vit"] = 36,
                ["bot_trans"] = 6,
                ["lambda"] = 6,
            },
            families);
        Assert.Equal(304, SearchSpace.Full.Operations.Count);
    }

    [Fact]
    public void Paper_Operations_AreTheDocumentedSubset()
    {
        var families = SearchSpace.Paper.Operations.CountBy(operation => operation.Family).ToDictionary();

        Assert.Equal(197, SearchSpace.Paper.Operations.Count);
        Assert.Equal(
            SearchSpace.Full.Operations.Intersect(SearchSpace.Paper.Operations), SearchSpace.Paper.Operations);
        Assert.Equal((27, 27), (families["efn"], families["efnv2"]));
        Assert.Equal((9, 6, 6), (families["vit"], families["bot_trans"], families["lambda"]));
        Assert.All(
            ["cb_stack", "cb_bottle", "cb_res", "repvgg", "conv_cs"], family => Assert.Equal(24, families[family]));
    }

    [Fact]
    public void Compact_Operations_AreTwentyOfPaperBesideTheTeacher()
    {
        var operations = SearchSpace.Compact.Operations;

        Assert.Equal(["teacher", "identity"], operations.Take(2).Select(operation => operation.Name));
        Assert.Equal(21, operations.Count);
        Assert.Subset(SearchSpace.Paper.Operations.ToHashSet(), operations.ToHashSet());
        Assert.Equal(operations, new SearchSpaceBuilder().UseCompact().Build().Operations);
    }

    [Fact]
    public void Reduced_SomeSeeds_DrawsFromPaperWithTeacherAndIdentity()
    {
        var pools = Enumerable.Range(0, 20).Select(seed => SearchSpace.Reduced(10, (ulong)seed).Operations).ToList();

        Assert.All(pools, pool => Assert.Equal(10, pool.Distinct().Count()));
        Assert.All(
            pools, pool => Assert.Equal(["teacher", "identity"], pool.Take(2).Select(operation => operation.Name)));
        Assert.All(pools, pool => Assert.Equal(SearchSpace.Paper.Operations.Intersect(pool), pool));
        Assert.Equal(SearchSpace.Reduced(10, 7).Operations, pools[7]);
        Assert.Equal(20, pools.Select(pool => string.Join(' ', pool)).Distinct().Count());
        Assert.Equal(SearchSpace.SingleShot.Operations, SearchSpace.Reduced(2, 3).Operations);
        Assert.Equal(SearchSpace.Paper.Operations, SearchSpace.Reduced(197, 3).Operations);
        Assert.Throws<ArgumentOutOfRangeException>(() => SearchSpace.Reduced(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SearchSpace.Reduced(198, 0));
    }

    [Fact]
    public void Full_Names_AreUniqueCanonicalAndKnown()
    {
        var all = SearchSpace.Full.Operations.Concat(SearchSpace.Modern.Operations.Skip(2)).ToList();
        var names = all.Select(operation => operation.Name).ToList();

        Assert.Equal(names.Distinct(), names);
        Assert.All(names, name => Assert.Matches("^[a-z][a-z0-9]*(_[a-z0-9]+(\\.[0-9]+)?)*$", name));
        Assert.All(all, operation => Assert.Same(operation, Operation.Parse(operation.Name)));
        Assert.Contains("efn_e3_k5_se0.04", names);
        Assert.Contains("efnv2_e6_k1", names);
        Assert.Contains("cb_bottle_k7_w0.0625", names);
    }

    [Fact]
    public void Full_Definitions_DifferInALayerWideEnough()
    {
        var layer = new Layer(0, "wide", new FeatureShape(320, 7, 7), new FeatureShape(320, 7, 7), new Norm("teacher"));

        var definitions = SearchSpace.Full.For(layer).Select(operation => operation.Define(layer)).ToList();

        Assert.Equal(SearchSpace.Full.Operations.Count, definitions.Count);
        Assert.Equal(definitions.Distinct(), definitions);
    }

    [Fact]
    public void Parse_NameWithoutEnd_ShowsItsBeginningOnly()
    {
        var error = Assert.Throws<FormatException>(() => Operation.Parse("efn_e3_k" + new string('5', 1 << 20)));

        Assert.InRange(error.Message.Length, 1, 400);
        Assert.Contains("5…'", error.Message, StringComparison.Ordinal);
        Assert.Contains("efn_e3_k5", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("efn_e3_k5_se0.4", "efn has no 'se0.4', it has se0.04, se0.025", "efn_e3_k5_se0.04")]
    [InlineData("efn_e4_k3", "efn has no 'e4', it has e1, e3, e6", "efn_e6_k3")]
    [InlineData("efn_k3_e6", "efn has no member with these numbers in this order", "efn_e3_k")]
    [InlineData("efn_e6_k3_se", "efn has no 'se', it has se0.04, se0.025", "efn_e6_k3")]
    [InlineData("efn_e6_k3_x2", "efn has no number 'x2'", "efn_e6_k3")]
    [InlineData("efn", "efn has no member with these numbers", "efn_e")]
    [InlineData("identty", "its family is none of bot_trans,", "identity")]
    [InlineData("cb_stack-k3_w1", "its family is none of", "cb_stack_k3_w1")]
    [InlineData("vit_d3_c64_h4", "vit has no 'd3', it has d1, d2", "vit_d1_c64_h4")]
    [InlineData("", "its family is none of", "teacher")]
    public void Parse_UnknownName_SaysWhatIsWrongAndListsTheNearest(string typo, string fault, string meant)
    {
        var error = Assert.Throws<FormatException>(() => Operation.Parse(typo));

        Assert.Contains($"'{typo}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
        Assert.Contains(meant, error.Message, StringComparison.Ordinal);
        Assert.False(Operation.TryParse(typo, out _));
        Assert.Equal(error.Message, Assert.Throws<FormatException>(() => SearchSpace.Named(typo)).Message);
    }

    [Fact]
    public void Named_SomeNames_KeepsTheOrderBehindTheTeacher()
    {
        var searchSpace = SearchSpace.Named("efn_e6_k3", "identity", "teacher", "cb_res_k1_w1");

        Assert.Equal(
            ["teacher", "efn_e6_k3", "identity", "cb_res_k1_w1"], searchSpace.Operations.Select(operation => operation.Name));
        Assert.Same(TeacherOperation.Instance, searchSpace.Operations[0]);
    }

    [Fact]
    public void Create_EmptyTwiceNullOrImpostor_Throws()
    {
        Assert.Throws<ArgumentException>(() => new SearchSpace([]));
        Assert.Throws<ArgumentException>(() => new SearchSpace([null!]));
        Assert.Throws<ArgumentException>(() => new SearchSpace([new Recipe("teacher")]));
        var twice = Assert.Throws<ArgumentException>(() => SearchSpace.Named("identity", "identity"));
        Assert.Contains("'identity'", twice.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("1st")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a b")]
    [InlineData("line\n")]
    [InlineData("größe")]
    public void CreateOperation_NameUnfitForAFile_Throws(string name) =>
        Assert.Throws<ArgumentException>(() => new Recipe(name));

    [Fact]
    public void Equals_SameName_IsTheSameOperation()
    {
        Assert.Equal<Operation>(new Recipe("mine"), new Recipe("mine"));
        Assert.Equal(new Recipe("mine").GetHashCode(), new Recipe("mine").GetHashCode());
        Assert.NotEqual<Operation>(new Recipe("mine"), new Recipe("yours"));
        Assert.Equal("mine", new Recipe("mine").ToString());
    }

    [Fact]
    public void Where_RefusingEverything_KeepsTheTeacher()
    {
        var searchSpace = SearchSpace.Full.Where((_, _) => false);

        Assert.Equal([TeacherOperation.Instance], searchSpace.For(LayerKind.Of("keeps_20_28x28_s1")));
        Assert.Equal(SearchSpace.Full.Operations, searchSpace.Operations);
    }

    [Fact]
    public void Where_Twice_AsksBoth()
    {
        var searchSpace = SearchSpace.Full
            .Where((operation, _) => operation.Family == "efn")
            .Where((operation, layer) => layer.KeepsShape && operation.Name.EndsWith("k3", StringComparison.Ordinal));

        Assert.Equal(
            ["teacher", "efn_e1_k3", "efn_e3_k3", "efn_e6_k3"],
            searchSpace.For(LayerKind.Of("keeps_20_28x28_s1")).Select(operation => operation.Name));
        Assert.Equal([TeacherOperation.Instance], searchSpace.For(LayerKind.Of("grows_8_14x14_s1")));
    }

    [Fact]
    public void For_Layer_HasIdentityOnlyWhereShapeIsKept() => Assert.All(LayerKind.Names, name =>
    {
        var layer = LayerKind.Of(name);

        var operations = SearchSpace.Full.For(layer);

        Assert.Equal(layer.KeepsShape, operations.Contains(IdentityOperation.Instance));
        var refused = SearchSpace.Full.Operations.Except(operations).ToList();
        Assert.All(refused, operation => Assert.NotNull(operation.Obstacle(layer)));
        Assert.All(refused, operation =>
        {
            var error = Assert.Throws<ArgumentException>(() => operation.Define(layer));
            Assert.Contains(operation.Obstacle(layer)!, error.Message, StringComparison.Ordinal);
        });
        Assert.All(
            operations, operation => Assert.Equal(layer.Output, operation.Define(layer).Cost(layer.Input).Output));
    });

    // Such layers are legal: an unpadded convolution, one that strides in one direction, one that upsamples.
    [Theory]
    [InlineData(28, 28, 26, 26)]
    [InlineData(28, 28, 14, 28)]
    [InlineData(14, 14, 28, 28)]
    [InlineData(9, 9, 4, 4)]
    public void For_LayerNoStrideReaches_LeavesTheTeacher(int height, int width, int toHeight, int toWidth)
    {
        var layer = new Layer(
            0, "odd", new FeatureShape(8, height, width), new FeatureShape(8, toHeight, toWidth), new Norm("teacher"));

        Assert.Equal([TeacherOperation.Instance], SearchSpace.Full.For(layer));
    }

    [Fact]
    public void Price_WholeSearchSpaceInFortySixLayers_AllocatesNoTensor()
    {
        var network = EfficientNet.Define(new NetworkOptions { Width = 1.8, Depth = 2.8 });
        var statistics = DisposeScopeManager.Statistics;
        var before = statistics.CreatedInScopeCount + statistics.CreatedOutsideScopeCount;

        var prices = network.Layers
            .SelectMany(layer => SearchSpace.Full.For(layer).Select(operation => (layer, operation)))
            .Select(pair => (pair.layer, Cost: pair.operation.Define(pair.layer).Cost(pair.layer.Input)))
            .ToList();

        Assert.True(network.Layers.Length >= 46, $"only {network.Layers.Length} layers");
        Assert.True(prices.Count > 46 * 280);
        Assert.All(prices, entry => Assert.Equal(entry.layer.Output, entry.Cost.Output));
        Assert.Equal(before, statistics.CreatedInScopeCount + statistics.CreatedOutsideScopeCount);
    }

    private sealed class Recipe(string name) : Operation(name)
    {
        public override Definition Define(Layer layer) => layer.Definition;
    }
}
