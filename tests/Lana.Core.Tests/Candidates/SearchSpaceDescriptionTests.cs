using Lana.Models;
using Lana.Networks;

namespace Lana.Candidates;

public sealed class SearchSpaceDescriptionTests
{
    private static readonly NetworkDefinition Network = EfficientNet.Define(
        NetworkOptions.Compound(-4) with { Resolution = 28, InputChannels = 1, Classes = 10 });

    [Fact]
    public void Describe_SingleShot_CountsTheLayersThatMayDisappear()
    {
        var description = SearchSpace.SingleShot.Describe(Network);

        var removable = Network.Layers.Count(layer => layer.KeepsShape);
        Assert.Equal(removable * Math.Log10(2.0), description.SpacePower, 9);
        Assert.Equal(0, description.TrainedOperations);
        Assert.Equal(Network.Cost.Macs, description.TrainingMacs);
        Assert.Equal(1.0 / 3.0, description.TeacherEpochs, 9);
    }

    [Fact]
    public void Describe_ThreeOperations_IsTheSumByHand()
    {
        var searchSpace = SearchSpace.Named("cb_stack_k1_w1", "efn_e1_k3");

        var description = searchSpace.Describe(Network);

        var stacks = Macs("cb_stack_k1_w1");
        var inverted = Macs("efn_e1_k3");
        Assert.Equal(Network.Layers.Select(layer => layer.Name), description.Layers.Select(row => row.Layer));
        Assert.All(description.Layers, row => Assert.Equal(3, row.Operations));
        Assert.Equal(2 * Network.Layers.Length, description.TrainedOperations);
        Assert.Equal(Network.Layers.Length * Math.Log10(3.0), description.SpacePower, 9);
        Assert.Equal(Network.Cost.Macs + (3.0 * (stacks.Sum() + inverted.Sum())), description.TrainingMacs);
        Assert.All(description.Layers.Zip(stacks, inverted), entry =>
        {
            var (row, stack, efn) = entry;
            var teacher = Network.Layers.Single(layer => layer.Name == row.Layer);
            long[] all = [teacher.Definition.Cost(teacher.Input).Macs, stack, efn];
            Assert.Equal(new Spread<long>(all.Min(), all.Order().ElementAt(1), all.Max()), row.Macs);
        });
    }

    [Fact]
    public void Describe_Paper_PrintsEveryLayerAndTheSpace()
    {
        var text = SearchSpace.Paper.Describe(Network).ToString();

        Assert.All(Network.Layers, layer => Assert.Contains(layer.Name, text, StringComparison.Ordinal));
        Assert.Matches(
            @"10\^\d+\.\d networks, \d+ operations to train, at the cost of \d+\.\d epochs of the teacher$", text);
    }

    [Fact]
    public void Of_EvenCount_TakesTheSmallerMiddle()
    {
        Assert.Equal(new Spread<long>(1, 2, 9), Spread.Of<long>([9, 2, 1, 5]));
        Assert.Equal("1, 2, 9,000", new Spread<long>(1, 2, 9000).ToString());
        Assert.Throws<ArgumentException>(() => Spread.Of<long>([]));
    }

    private static List<long> Macs(string name) => [.. Network.Layers.Select(layer =>
        Operation.Parse(name).Define(layer).Cost(layer.Input).Macs)];
}
