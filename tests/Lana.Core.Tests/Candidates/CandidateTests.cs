using Lana.Definitions;
using Lana.Networks;

namespace Lana.Candidates;

public sealed class CandidateTests
{
    private static readonly Layer Layer = LayerKind.Of("keeps_20_28x28_s1");

    [Fact]
    public void Constructor_OperationThatFits_ResolvesDefinitionAndCost()
    {
        var operation = Operation.Parse("efn_e3_k5");

        var candidate = new Candidate(Layer, operation);

        Assert.Equal(operation.Define(Layer), candidate.Definition);
        Assert.Equal(candidate.Definition.Cost(Layer.Input), candidate.Cost);
        Assert.Equal(new(Layer.Name, "efn_e3_k5"), candidate.Key);
        Assert.Equal(candidate.Key.ToString(), candidate.ToString());
    }

    [Fact]
    public void NeedsTraining_TeacherOrNoWeights_IsFalse()
    {
        var teacher = new Candidate(Layer, Operation.Teacher);

        Assert.True(teacher.IsTeacher);
        Assert.False(teacher.NeedsTraining);
        Assert.False(new Candidate(Layer, Operation.Identity).IsTeacher);
        Assert.False(new Candidate(Layer, Operation.Identity).NeedsTraining);
        Assert.True(new Candidate(Layer, Operation.Parse("cb_stack_k1_w1")).NeedsTraining);
    }

    [Fact]
    public void Equals_SameLayerAndOperation_IsAValue()
    {
        var candidate = new Candidate(Layer, Operation.Parse("efn_e3_k5"));
        var same = new Candidate(Layer with { }, Operation.Parse("efn_e3_k5"));

        Assert.Equal(candidate, same);
        Assert.Equal(candidate.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(candidate, new Candidate(Layer with { Name = "other" }, candidate.Operation));
        Assert.NotEqual(candidate, new Candidate(Layer, Operation.Teacher));
    }

    [Fact]
    public void Constructor_OperationThatDoesNotFit_Throws()
    {
        var grows = LayerKind.Of("grows_8_14x14_s1");

        var thrown = Assert.Throws<ArgumentException>(() => new Candidate(grows, Operation.Identity));

        Assert.Contains(grows.Name, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_OperationOfAnotherSize_Throws() => Assert.Throws<ArgumentException>(
        () => new Candidate(Layer, new FixedOperation(new Linear("linear", 4))));
}
