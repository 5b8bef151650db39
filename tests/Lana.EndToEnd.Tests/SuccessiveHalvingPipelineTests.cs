using Lana.Pipeline;

namespace Lana;

/// <summary>Successive halving on a run that was finished without one.</summary>
[Collection(TorchCollection.Name)]
public sealed class SuccessiveHalvingPipelineTests(FinishedRun reference) : IClassFixture<FinishedRun>
{
    private static readonly SuccessiveHalvingOptions Three = new() { Selections = 3 };

    [Fact]
    public async Task Accelerate_WithAContest_FineTunesTheWinnerWithinTheBudget()
    {
        using var scratch = new Scratch();
        RunFiles.Copy(reference.Directory, scratch.Path);
        var job = new Job(scratch.Path) { SuccessiveHalving = Three };

        using var result = await job.RunAsync();

        Assert.NotNull(result.SuccessiveHalving);
        Assert.InRange(result.SuccessiveHalving.Trials.Count, 2, 3);
        Assert.Equal(result.SuccessiveHalving.Winner, result.Chosen);
        Assert.True(result.Latency.IsWithinBudget);
        Assert.All(result.SuccessiveHalving.Trials, one => Assert.InRange(one.TrainedLoss, 1e-6, 100.0));
        Assert.Equal((0, 0), (job.Counted.Trained, job.Counted.Scorings));
        Assert.Contains("successive-halving-2", result.StageSeconds);
    }

    [Fact]
    public async Task Accelerate_WithAContestAgain_DoesNothingAgain()
    {
        using var scratch = new Scratch();
        RunFiles.Copy(reference.Directory, scratch.Path);
        using var first = await new Job(scratch.Path) { SuccessiveHalving = Three }.RunAsync();
        var job = new Job(scratch.Path) { SuccessiveHalving = Three };

        using var second = await job.RunAsync();

        Assert.Equal(0, job.Counted.Rankings + job.Counted.FineTunings);
        Assert.Equal(first.Chosen.Selection, second.Chosen.Selection);
    }

    [Fact]
    public async Task Accelerate_WithoutFineTuning_ComparesNothing()
    {
        using var scratch = new Scratch();
        RunFiles.Copy(reference.Directory, scratch.Path);

        using var result = await new Job(scratch.Path) { SuccessiveHalving = Three, SkipsFineTuning = true }.RunAsync();

        Assert.Null(result.SuccessiveHalving);
    }
}
