namespace Lana;

[Collection(TorchCollection.Name)]
public sealed class CancellationTests(FinishedRun reference) : IClassFixture<FinishedRun>
{
    [Theory]
    [InlineData("latency table", 3)]
    [InlineData("pre-training", 4)]
    [InlineData("scoring", 2)]
    [InlineData("selecting", 1)]
    [InlineData("ranking", 2)]
    [InlineData("beside the teacher", 1)]
    [InlineData("fine-tuning", 3)]
    [InlineData("fine-tuning", 9)]
    public async Task Accelerate_CancelledInAStage_KeepsWhatIsFinishedAndCompletesNextTime(string stage, int report)
    {
        using var scratch = new Scratch();
        await Stops.CancelAsync(new Job(scratch.Path), stage, report);
        var kept = scratch.Contents();
        var job = new Job(scratch.Path);

        await job.CompleteAsync();

        Assert.DoesNotContain(kept.Keys, name => name.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.Equal(kept.ContainsKey("scores.json"), job.Counted.Scorings == 0);
        Assert.Equal(kept.ContainsKey("selections.json"), job.Counted.Rankings == 0);
        Assert.Equal(reference.Files, RunFiles.Of(scratch.Path));
    }
}
