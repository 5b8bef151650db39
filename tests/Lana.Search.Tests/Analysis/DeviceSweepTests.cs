using Lana.Problem;
using Lana.Selections;
using Lana.Solvers;

namespace Lana.Analysis;

public sealed class DeviceSweepTests
{
    [Fact]
    public async Task SweepAsync_TwoDevices_EachAnswerIsThatOfItsOwnTable()
    {
        var scores = new ScoreTable("loss change", "test", [
            new ScoreEntry("a", "teacher", 0.0), new ScoreEntry("a", "fast", 1.0), new ScoreEntry("a", "odd", 0.5)]);
        var phone = new CostTable("ms", "phone", [
            new CostEntry("a", "teacher", 9.0), new CostEntry("a", "fast", 1.0), new CostEntry("a", "odd", 2.0)]);
        var server = new CostTable(
            "ms", "server", [new CostEntry("a", "teacher", 5.0), new CostEntry("a", "fast", 1.0)]);

        var results = await new IlpOperationSelector().SweepAsync(
            [
                SelectionProblem.From(scores, phone, 3.0),
                SelectionProblem.From(scores, server, 3.0),
                SelectionProblem.From(scores, server, 0.5),
            ],
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("odd", results[0].Best.Selection["a"]);
        Assert.Equal("fast", results[1].Best.Selection["a"]);
        Assert.Single(results[1].Warnings);
        Assert.Equal(SelectionStatus.Infeasible, results[2].Status);
    }
}
