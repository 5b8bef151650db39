using Lana.Networks;

namespace Lana.Candidates;

public sealed class CandidateFiltersTests
{
    private static readonly NetworkDefinition Network = EfficientNet.Define(
        EfficientNetOptions.Compound(-4) with { Resolution = 28, InputChannels = 1, Classes = 10 });

    [Fact]
    public void OnlyFamilies_AndWithoutFamilies_AreComplements()
    {
        var layer = Network.Layers[^1];
        var only = CandidateZoo.Full.OnlyFamilies("efn", "identity").For(layer);
        var without = CandidateZoo.Full.WithoutFamilies("efn", "identity").For(layer);

        Assert.All(only.Skip(1), operation => Assert.Contains(operation.Family, new[] { "efn", "identity" }));
        Assert.Equal(CandidateZoo.Full.For(layer).Order(ByName), only.Union(without).Order(ByName));
        Assert.Equal([TeacherOperation.Instance], only.Intersect(without));
    }

    [Fact]
    public void OnlyFamilies_Unknown_ListsTheKnown()
    {
        var error = Assert.Throws<ArgumentException>(() => CandidateZoo.SingleShot.OnlyFamilies("efn"));

        Assert.Contains("no family 'efn'; it has teacher, identity", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyInLayers_OneLayer_LeavesTheOthersTheirTeacher()
    {
        var zoo = CandidateZoo.Paper.OnlyInLayers(Network.Layers[1].Name);

        Assert.All(Network.Layers, layer => Assert.Equal(layer.Index == 1, zoo.For(layer).Count > 1));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.25)]
    public void CheaperThanTeacher_Macs_KeepsTheCheaperOnly(double share)
    {
        var macs = PriceTables.Macs(Network, CandidateZoo.Paper);

        var zoo = CandidateZoo.Paper.CheaperThanTeacher(macs, share);

        Assert.All(Network.Layers, layer =>
        {
            var own = layer.Definition.Price(layer.Input).Macs;
            var expected = CandidateZoo.Paper.For(layer).Skip(1)
                .Where(operation => operation.Define(layer).Price(layer.Input).Macs < share * own);
            Assert.Equal(expected, zoo.For(layer).Skip(1));
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

        var zoo = CandidateZoo.Full.CheaperThanTeacher(table);

        Assert.Equal(["teacher", "efn_e1_k3"], zoo.For(layer).Select(operation => operation.Name));
        Assert.Throws<KeyNotFoundException>(() => CandidateZoo.Full
            .CheaperThanTeacher(new CostTable("ms", "a test", [new(layer.Name, "efn_e1_k3", 0.9)])).For(layer));
    }

    [Fact]
    public void Filters_Composed_AskAll()
    {
        var macs = PriceTables.Macs(Network, CandidateZoo.Full);
        var layer = Network.Layers.First(layer => layer.KeepsShape);

        var zoo = CandidateZoo.Full.OnlyFamilies("cb_stack").CheaperThanTeacher(macs, 0.5).OnlyInLayers(layer.Name);

        Assert.NotEmpty(zoo.For(layer).Skip(1));
        Assert.All(zoo.For(layer).Skip(1), operation => Assert.Equal("cb_stack", operation.Family));
        Assert.Equal([TeacherOperation.Instance], zoo.For(Network.Layers[^1] with { Name = "other" }));
    }

    private static Comparer<CandidateOperation> ByName { get; } =
        Comparer<CandidateOperation>.Create((left, right) => string.CompareOrdinal(left.Name, right.Name));
}
