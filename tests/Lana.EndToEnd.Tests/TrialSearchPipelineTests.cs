using Lana.Trials;

namespace Lana;

/// <summary>The search by short fine-tunings on a run that was finished without one.</summary>
[Collection(TorchCollection.Name)]
public sealed class TrialSearchPipelineTests(FinishedRun reference) : IClassFixture<FinishedRun>
{
    private static readonly TrialSearchOptions Few = new() { Trials = 3, Rounds = 1, TrialsPerRound = 2 };

    [Fact]
    public async Task Accelerate_WithATrialSearch_FineTunesTheWinnerWithinTheBudget()
    {
        using var scratch = new Scratch();
        RunFiles.Copy(reference.Directory, scratch.Path);
        var job = new Job(scratch.Path) { TrialSearch = Few };

        using var result = await job.RunAsync();

        Assert.NotNull(result.TrialSearch);
        Assert.InRange(result.TrialSearch.Trials.Count, 2, 5);
        Assert.Equal(result.TrialSearch.Winner, result.Chosen);
        Assert.True(result.Latency.IsWithinBudget);
        Assert.All(result.TrialSearch.Trials, trial => Assert.InRange(trial.Loss, 1e-6, 100.0));
        Assert.Equal((0, 0), (job.Counted.Trained, job.Counted.Scorings));
        Assert.Contains("trials-1", result.StageSeconds);
    }

    [Fact]
    public async Task Accelerate_WithATrialSearchAgain_DoesNothingAgain()
    {
        using var scratch = new Scratch();
        RunFiles.Copy(reference.Directory, scratch.Path);
        using var first = await new Job(scratch.Path) { TrialSearch = Few }.RunAsync();
        var job = new Job(scratch.Path) { TrialSearch = Few };

        using var second = await job.RunAsync();

        Assert.Equal(0, job.Counted.Rankings + job.Counted.FineTunings);
        Assert.Equal(first.Chosen.Selection, second.Chosen.Selection);
    }

    [Fact]
    public async Task Accelerate_WithoutFineTuning_TriesNothing()
    {
        using var scratch = new Scratch();
        RunFiles.Copy(reference.Directory, scratch.Path);

        using var result = await new Job(scratch.Path) { TrialSearch = Few, SkipsFineTuning = true }.RunAsync();

        Assert.Null(result.TrialSearch);
    }
}
