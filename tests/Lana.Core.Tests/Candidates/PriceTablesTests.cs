using Lana.Networks;

namespace Lana.Candidates;

public sealed class PriceTablesTests
{
    private static readonly NetworkDefinition Teacher = EfficientNet.Define(
        EfficientNetOptions.Compound(-4) with { Resolution = 28, InputChannels = 1, Classes = 10 });

    private static readonly CandidateZoo Zoo = CandidateZoo.Named("identity", "efn_e1_k3");

    [Fact]
    public void AnyTable_TeacherSelection_SumsToTheTeachersPrice()
    {
        var price = Teacher.Price;

        Assert.Equal(price.ShippedBytes, TeacherSum(PriceTables.WeightBytes(Teacher, Zoo)));
        Assert.Equal(price.ActivationBytes, TeacherSum(PriceTables.ActivationBytes(Teacher, Zoo)));
        Assert.Equal(price.Parameters, TeacherSum(PriceTables.Parameters(Teacher, Zoo)));
        Assert.Equal(price.Macs, TeacherSum(PriceTables.Macs(Teacher, Zoo)));
    }

    [Fact]
    public void WeightBytes_Identity_IsNothing()
    {
        var costs = PriceTables.WeightBytes(Teacher, Zoo);
        var layer = Teacher.Layers.First(candidate => candidate.KeepsShape);

        Assert.Equal(0.0, costs[layer.Name, "identity"]);
    }

    private static double TeacherSum(CostTable costs) =>
        costs.Constant + Teacher.Layers.Sum(layer => costs[layer.Name, TeacherOperation.OperationName]);
}
