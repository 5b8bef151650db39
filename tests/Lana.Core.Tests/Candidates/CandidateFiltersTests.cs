using Lana.Models;
using Lana.Networks;
using Lana.Selections;

namespace Lana.Candidates;

public sealed class CandidateFiltersTests
{
    private static readonly NetworkDefinition Network = EfficientNet.Define(
        NetworkOptions.Compound(-4) with { Resolution = 28, InputChannels = 1, Classes = 10 });

    [Fact]
    public void OnlyFamilies_AndWithoutFamilies_AreComplements()
    {
        var layer = Network.Layers[^1];
        var only = SearchSpace.Full.OnlyFamilies("efn", "identity").For(layer);
        var without = SearchSpace.Full.WithoutFamilies("efn", "identity").For(layer);

        Assert.All(only.Skip(1), operation => Assert.Contains(operation.Family, new[] { "efn", "identity" }));
        Assert.Equal(SearchSpace.Full.For(layer).Order(ByName), only.Union(without).Order(ByName));
        Assert.Equal([TeacherOperation.Instance], only.Intersect(without));
    }

    [Fact]
    public void OnlyFamilies_Unknown_ListsTheKnown()
    {
        var error = Assert.Throws<ArgumentException>(() => SearchSpace.SingleShot.OnlyFamilies("efn"));

        Assert.Contains("no family 'efn'; it has teacher, identity", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyInLayers_OneLayer_LeavesTheOthersTheirTeacher()
    {
        var searchSpace = SearchSpace.Paper.OnlyInLayers(Network.Layers[1].Name);

        Assert.All(Network.Layers, layer => Assert.Equal(layer.Index == 1, searchSpace.For(layer).Count > 1));
    }

    [Fact]
    public void CandidatesFor_FilterOfALayerThatIsNotThere_NamesItAndTheNearest()
    {
        var mistyped = $"{Network.Layers[1].Name}x";
        var searchSpace = SearchSpace.Compact
            .OnlyInLayers(Network.Layers[0].Name, mistyped)
            .Where((operation, _) => operation.Name != "identity");

        var failure = Assert.Throws<ArgumentException>(() => searchSpace.CandidatesFor(Network));

        Assert.Contains($"OnlyInLayers names '{mistyped}'", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{Network.Layers[1].Name}, ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.25)]
    public void CheaperThanTeacher_Macs_KeepsTheCheaperOnly(double share)
    {
        var macs = CostTables.Macs(Network, SearchSpace.Paper);

        var searchSpace = SearchSpace.Paper.CheaperThanTeacher(macs, share);

        Assert.All(Network.Layers, layer =>
        {
            var own = layer.Definition.Cost(layer.Input).Macs;
            var expected = SearchSpace.Paper.For(layer).Skip(1)
                .Where(operation => operation.Define(layer).Cost(layer.Input).Macs < share * own);
            Assert.Equal(expected, searchSpace.For(layer).Skip(1));
        });
    }

    [Fact]
    public void CheaperThanTeacher_MeasuredTable_LeavesOutWhatIsNotInIt()
    {
        var layer = Network.Layers[0];
        var table = new CostTable("ms", "a test",
        [
            new(layer.Name, "teacher", 1.0),
            new(layer.Name, "efn_e1_k3", 0.9),
            new(layer.Name, "efn_e6_k3", 1.0),
        ]);

        var searchSpace = SearchSpace.Full.CheaperThanTeacher(table);

        Assert.Equal(["teacher", "efn_e1_k3"], searchSpace.For(layer).Select(operation => operation.Name));
        Assert.Throws<KeyNotFoundException>(() => SearchSpace.Full
            .CheaperThanTeacher(new CostTable("ms", "a test", [new(layer.Name, "efn_e1_k3", 0.9)])).For(layer));
    }

    [Fact]
    public void Filters_Composed_AskAll()
    {
        var macs = CostTables.Macs(Network, SearchSpace.Full);
        var layer = Network.Layers.First(layer => layer.KeepsShape);

        var searchSpace = SearchSpace.Full.OnlyFamilies("cb_stack").CheaperThanTeacher(macs, 0.5).OnlyInLayers(layer.Name);

        Assert.NotEmpty(searchSpace.For(layer).Skip(1));
        Assert.All(searchSpace.For(layer).Skip(1), operation => Assert.Equal("cb_stack", operation.Family));
        Assert.Equal([TeacherOperation.Instance], searchSpace.For(Network.Layers[^1] with { Name = "other" }));
    }

    private static Comparer<Operation> ByName { get; } =
        Comparer<Operation>.Create((left, right) => string.CompareOrdinal(left.Name, right.Name));
}
