using Lana.Problem;

namespace Lana.Solvers;

public sealed class CancellationTests
{
    [Fact]
    public void Select_CancelledAfterTheFirstSolution_ReturnsIt()
    {
        using var source = new CancellationTokenSource();
        var problem = Instances.Independent(seed: 5, budget: 0.3);

        var result = new IlpOperationSelector().Select(problem, null, new CancelAtFirst(source), source.Token);

        Assert.Equal(SelectionStatus.TimedOut, result.Status);
        Assert.NotEmpty(result.Solutions);
        Assert.True(result.Solutions.Count < 100);
    }

    [Fact]
    public void Select_CancelledBefore_SaysTimedOutAndNothingElse()
    {
        var result = new IlpOperationSelector().Select(
            Instances.Independent(seed: 5, budget: 0.3), cancellationToken: new CancellationToken(canceled: true));

        Assert.Equal(SelectionStatus.TimedOut, result.Status);
        Assert.Null(result.Infeasibility);
        Assert.False(result.IsExhausted);
    }

    private sealed class CancelAtFirst(CancellationTokenSource source) : IProgress<LanaProgress>
    {
        public void Report(LanaProgress value) => source.Cancel();
    }
}
