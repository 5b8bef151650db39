using Lana.Selections;

namespace Lana.Problem;

public sealed class SelectionProblemBuilderTests
{
    private static SelectionProblemBuilder TwoLayers() => SelectionProblem.Create()
        .Layer("a", ["teacher", "efn"], [0.0, 0.5]).Layer("b", ["teacher", "efn"], [0.0, 0.25])
        .Cost("latency", "ms", [[4.0, 1.0], [4.0, 2.0]], constant: 2.0);

    [Fact]
    public void From_Tables_KeepsTheOrderAndLeavesOutWhatHasNoCost()
    {
        var scores = new ScoreTable("loss", "by hand", [new("b", "teacher", 0.0), new("b", "vit", 0.1), new("a", "teacher", 0.0)]);
        var costs = new CostTable("ms", "by hand", [new("a", "teacher", 1.0), new("b", "teacher", 2.0)], constant: 0.5);

        var problem = SelectionProblem.From(scores, costs, maximumMs: 4.0);

        Assert.Equal(["b", "a"], problem.Layers.Select(layer => layer.Name));
        Assert.Equal(["teacher"], problem.Layers[0].Operations);
        Assert.Contains(
            "'vit' of layer 'b' has no cost 'latency'", Assert.Single(problem.Warnings), StringComparison.Ordinal);
        Assert.Equal(3.5, problem.TotalCost("latency", "teacher"));
        Assert.Equal(4.0, problem.Costs[0].Maximum);
    }

    [Fact]
    public void Limit_ShareOfTheTeacher_CountsStemAndHead()
    {
        var problem =
            TwoLayers().Limit("latency", Budget.Latency(0.5), teacher: "teacher").Forbid("a", "teacher").Build();

        Assert.Equal(5.0, problem.Costs[0].Maximum);
        Assert.Equal(["efn"], problem.Layers[0].Operations);
    }

    [Fact]
    public void Fix_OneOperation_LeavesOnlyThat()
    {
        var problem = TwoLayers().Fix("b", "efn").Build();

        Assert.Equal(["efn"], problem.Layers[1].Operations);
        Assert.Equal([2.0], problem.Costs[0].Values[1]);
    }

    [Fact]
    public void WithLimit_OtherBudget_SharesTheNumbers()
    {
        var problem = TwoLayers().Limit("latency", maximum: 9.0).Build();

        var other = problem.WithLimit("latency", minimum: 1.0, maximum: 5.0);

        Assert.Equal(9.0, problem.Costs[0].Maximum);
        Assert.Equal((1.0, 5.0), (other.Costs[0].Minimum, other.Costs[0].Maximum));
        Assert.Throws<ArgumentException>(() => problem.WithLimit("memory", maximum: 1.0));
        Assert.Throws<ArgumentException>(() => problem.WithLimit("latency", maximum: double.NaN));
    }

    [Fact]
    public void Build_UnknownNames_AreNamed()
    {
        Assert.Contains("'c'", Message(builder => builder.Fix("c", "efn")), StringComparison.Ordinal);
        Assert.Contains("'vit'", Message(builder => builder.Forbid("a", "vit")), StringComparison.Ordinal);
        Assert.Contains(
            "'memory'", Message(builder => builder.Limit("memory", maximum: 1.0)), StringComparison.Ordinal);
        Assert.Contains("'c'", Message(builder => builder.Alike("a", "c")), StringComparison.Ordinal);
        Assert.Contains("twice", Message(builder => builder.Alike("a", "b").Alike("b", "a")), StringComparison.Ordinal);
        Assert.Contains("'vit'", Message(builder => builder.Pairs(new PairTerm(new("a", "efn"), new("b", "vit"), 1.0))), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_LimitOnAnOperationThatIsNowhere_WarnsOfIt()
    {
        var problem = TwoLayers().AtMostInARow("efn", 1).AtMostInARow("identiti", 2).Build();

        var warning = Assert.Single(problem.Warnings, text => text.Contains("in a row", StringComparison.Ordinal));
        Assert.Contains("'identiti'", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Verbs_WrongArguments_Throw()
    {
        Assert.Throws<ArgumentException>(() => TwoLayers().Layer("a", ["x"], [0.0]));
        Assert.Throws<ArgumentException>(() => TwoLayers().Layer("c", ["x", "x"], [0.0, 0.0]));
        Assert.Throws<ArgumentException>(() => TwoLayers().Layer("c", ["x"], [0.0, 0.0]));
        Assert.Throws<ArgumentException>(() => TwoLayers().Cost("latency", "ms", []));
        Assert.Throws<ArgumentException>(() => TwoLayers().Cost("memory", "MB", [[1.0]]).Build());
        Assert.Throws<ArgumentException>(() => TwoLayers().Cost("memory", "MB", [[1.0, -1.0], [1.0, 1.0]]).Build());
        Assert.Throws<ArgumentException>(() => TwoLayers().Limit("latency", maximum: double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => TwoLayers().Alike("a"));
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoLayers().AtMostDistinct(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoLayers().AtMostInARow("efn", -1));
        Assert.Throws<ArgumentException>(() => TwoLayers().Pairs(new PairTerm(new("a", "efn"), new("a", "efn"), 1.0)));
        Assert.Throws<ArgumentException>(() => SelectionProblem.Create().Build());
    }

    [Fact]
    public void Build_Twice_SaysWhatToDo()
    {
        var builder = TwoLayers();
        builder.Build();

        Assert.Contains(
            "Create()", Assert.Throws<InvalidOperationException>(builder.Build).Message, StringComparison.Ordinal);
    }

    private static string Message(Func<SelectionProblemBuilder, SelectionProblemBuilder> verb) =>
        Assert.Throws<ArgumentException>(() => verb(TwoLayers()).Build()).Message;
}
