using Lana.Modules;
using Lana.Networks;
using TorchSharp;

namespace Lana.Candidates;

[Collection(TorchCollection.Name)]
public sealed class CandidateZooTests
{
    [Fact]
    public void Full_Operations_AreTheGridsOfThePaper()
    {
        var families = CandidateZoo.Full.Operations.CountBy(operation => operation.Family).ToDictionary();

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
            },
            families);
    }

    [Fact]
    public void Full_Names_AreUniqueCanonicalAndKnown()
    {
        var names = CandidateZoo.Full.Operations.Select(operation => operation.Name).ToList();

        Assert.Equal(names.Distinct(), names);
        Assert.All(names, name => Assert.Matches("^[a-z][a-z0-9]*(_[a-z0-9]+(\\.[0-9]+)?)*$", name));
        Assert.All(CandidateZoo.Full.Operations, operation => Assert.Same(operation, CandidateZoo.Known(operation.Name)));
        Assert.Contains("efn_e3_k5_se0.04", names);
        Assert.Contains("efnv2_e6_k1", names);
        Assert.Contains("cb_bottle_k7_w0.0625", names);
    }

    [Fact]
    public void Full_Definitions_DifferInALayerWideEnough()
    {
        var layer = new Layer(0, "wide", new FeatureShape(320, 7, 7), new FeatureShape(320, 7, 7), new Norm("teacher"));

        var definitions = CandidateZoo.Full.For(layer).Select(operation => operation.Define(layer)).ToList();

        Assert.Equal(CandidateZoo.Full.Operations.Count, definitions.Count);
        Assert.Equal(definitions.Distinct(), definitions);
    }

    [Theory]
    [InlineData("efn_e3_k5_se0.4", "efn_e3_k5_se0.04")]
    [InlineData("identty", "identity")]
    [InlineData("cb_stack-k3_w1", "cb_stack_k3_w1")]
    public void Named_Typo_ListsTheNearest(string typo, string meant)
    {
        var error = Assert.Throws<ArgumentException>(() => CandidateZoo.Named(typo));

        Assert.Contains(meant, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Named_SomeNames_KeepsTheOrderBehindTheTeacher()
    {
        var zoo = CandidateZoo.Named("efn_e6_k3", "identity", "teacher", "cb_res_k1_w1");

        Assert.Equal(["teacher", "efn_e6_k3", "identity", "cb_res_k1_w1"], zoo.Operations.Select(operation => operation.Name));
        Assert.Same(TeacherOperation.Instance, zoo.Operations[0]);
    }

    [Fact]
    public void Create_EmptyTwiceNullOrImpostor_Throws()
    {
        Assert.Throws<ArgumentException>(() => new CandidateZoo([]));
        Assert.Throws<ArgumentException>(() => new CandidateZoo([null!]));
        Assert.Throws<ArgumentException>(() => new CandidateZoo([new Recipe("teacher")]));
        var twice = Assert.Throws<ArgumentException>(() => CandidateZoo.Named("identity", "identity"));
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
        Assert.Equal<CandidateOperation>(new Recipe("mine"), new Recipe("mine"));
        Assert.Equal(new Recipe("mine").GetHashCode(), new Recipe("mine").GetHashCode());
        Assert.NotEqual<CandidateOperation>(new Recipe("mine"), new Recipe("yours"));
        Assert.Equal("mine", new Recipe("mine").ToString());
    }

    [Fact]
    public void Where_RefusingEverything_KeepsTheTeacher()
    {
        var zoo = CandidateZoo.Full.Where((_, _) => false);

        Assert.Equal([TeacherOperation.Instance], zoo.For(LayerKind.Of("keeps")));
        Assert.Equal(CandidateZoo.Full.Operations, zoo.Operations);
    }

    [Fact]
    public void Where_Twice_AsksBoth()
    {
        var zoo = CandidateZoo.Full
            .Where((operation, _) => operation.Family == "efn")
            .Where((operation, layer) => layer.KeepsShape && operation.Name.EndsWith("k3", StringComparison.Ordinal));

        Assert.Equal(
            ["teacher", "efn_e1_k3", "efn_e3_k3", "efn_e6_k3"],
            zoo.For(LayerKind.Of("keeps")).Select(operation => operation.Name));
        Assert.Equal([TeacherOperation.Instance], zoo.For(LayerKind.Of("grows")));
    }

    [Fact]
    public void For_Layer_HasIdentityOnlyWhereShapeIsKept() => Assert.All(LayerKind.Names, name =>
    {
        var layer = LayerKind.Of(name);

        var operations = CandidateZoo.Full.For(layer);

        Assert.Equal(layer.KeepsShape, operations.Contains(IdentityOperation.Instance));
        Assert.Equal(CandidateZoo.Full.Operations.Count - (layer.KeepsShape ? 0 : 1), operations.Count);
        Assert.All(operations, operation => Assert.Equal(layer.Output, operation.Define(layer).Price(layer.Input).Output));
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

        Assert.Equal([TeacherOperation.Instance], CandidateZoo.Full.For(layer));
    }

    [Fact]
    public void Price_WholeZooInFortySixLayers_AllocatesNoTensor()
    {
        var network = EfficientNet.Define(new EfficientNetOptions { Width = 1.8, Depth = 2.8 });
        var statistics = DisposeScopeManager.Statistics;
        var before = statistics.CreatedInScopeCount + statistics.CreatedOutsideScopeCount;

        var prices = network.Layers
            .SelectMany(layer => CandidateZoo.Full.For(layer).Select(operation => (layer, operation)))
            .Select(pair => (pair.layer, Price: pair.operation.Define(pair.layer).Price(pair.layer.Input)))
            .ToList();

        Assert.True(network.Layers.Length >= 46, $"only {network.Layers.Length} layers");
        Assert.True(prices.Count > 46 * 174);
        Assert.All(prices, entry => Assert.Equal(entry.layer.Output, entry.Price.Output));
        Assert.Equal(before, statistics.CreatedInScopeCount + statistics.CreatedOutsideScopeCount);
    }

    private sealed class Recipe(string name) : CandidateOperation(name)
    {
        public override Definition Define(Layer layer) => layer.Definition;
    }
}
