using Lana.Sharding;

namespace Lana;

/// <summary>Many workers leave what one process leaves.</summary>
[Collection(TorchCollection.Name)]
public sealed class ShardedRunTests(FinishedRun reference) : IClassFixture<FinishedRun>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Speed", "Slow")]
    public async Task Workers_Three_LeaveTheBytesOfOneProcess(bool splits)
    {
        using var scratch = new Scratch();
        var job = new ShardedJob(new Job(scratch.Path));
        var planned = await job.PlanAsync(splits, new ShardingOptions { TakesOver = false });

        // Scores that wait for another worker's units are left to whoever comes later.
        var works = new List<ShardWork>();
        foreach (var index in new[] { 2, 0, 1, 0, 1, 2 })
        {
            works.Add(await job.WorkAsync(index, 3));
        }

        Assert.Equal(splits, planned.Units.Any(unit => unit.Name.EndsWith("-scores", StringComparison.Ordinal)));
        Assert.Equal(planned.Units.Select(unit => unit.Name).Order(), works.SelectMany(work => work.Finished).Order());
        Assert.True(new ShardMonitor(scratch.Path).Read().IsComplete);
        await job.MergeAsync();
        var after = new Job(scratch.Path);
        await after.CompleteAsync();
        Assert.Equal((0, 0, 1), (after.Counted.Trained, after.Counted.Scorings, after.Counted.FineTunings));
        Assert.Equal(reference.Files, RunFiles.Of(scratch.Path));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Worker_Alone_DoesTheUnitsOfAll()
    {
        using var scratch = new Scratch();
        var job = new ShardedJob(new Job(scratch.Path));
        var planned = await job.PlanAsync();

        var work = await job.WorkAsync(4, 7);

        Assert.Equal(planned.Units.Count, work.Finished.Count);
        Assert.Empty(work.Left);
        await job.MergeAsync();
        await job.MergeAsync();
        await new Job(scratch.Path).CompleteAsync();
        Assert.Equal(reference.Files, RunFiles.Of(scratch.Path));
    }
}
