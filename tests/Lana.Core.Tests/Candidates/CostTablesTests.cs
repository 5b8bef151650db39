using Lana.Models;
using Lana.Networks;
using Lana.Selections;

namespace Lana.Candidates;

public sealed class CostTablesTests
{
    private static readonly NetworkDefinition Teacher = EfficientNet.Define(
        NetworkOptions.Compound(-4) with { Resolution = 28, InputChannels = 1, Classes = 10 });

    private static readonly SearchSpace SearchSpace = SearchSpace.Named("identity", "efn_e1_k3");

    [Fact]
    public void AnyTable_TeacherSelection_SumsToTheTeachersPrice()
    {
        var price = Teacher.Cost;

        Assert.Equal(price.ShippedBytes, TeacherSum(CostTables.WeightBytes(Teacher, SearchSpace)));
        Assert.Equal(price.ActivationBytes, TeacherSum(CostTables.ActivationBytes(Teacher, SearchSpace)));
        Assert.Equal(price.Parameters, TeacherSum(CostTables.Parameters(Teacher, SearchSpace)));
        Assert.Equal(price.Macs, TeacherSum(CostTables.Macs(Teacher, SearchSpace)));
    }

    [Fact]
    public void WeightBytes_Identity_IsNothing()
    {
        var costs = CostTables.WeightBytes(Teacher, SearchSpace);
        var layer = Teacher.Layers.First(candidate => candidate.KeepsShape);

        Assert.Equal(0.0, costs[new(layer.Name, "identity")]);
    }

    private static double TeacherSum(CostTable costs) =>
        costs.Constant + Teacher.Layers.Sum(layer => costs[new(layer.Name, TeacherOperation.OperationName)]);
}
