using Lana.FineTuning;
using Lana.Pool;
using Lana.Weights;

namespace Lana.Pretraining;

/// <summary>A pre-training that was stopped continues to the bytes of one that was not.</summary>
[Collection(TorchCollection.Name)]
public sealed class ContinuedPretrainingTests
{
    [Fact]
    public async Task Train_CancelledOnTheWay_KeepsFinishedGroupsAndContinuesToTheSameBytes()
    {
        using var clean = new Scratch();
        await new SmallTraining(clean.Path).RunAsync();
        using var scratch = new Scratch();
        using var cancellation = new CancellationTokenSource();
        var options = SmallTraining.MakeOptions();
        options.MemoryBudgetBytes = 1;
        var stopped = new SmallTraining(scratch.Path)
        {
            Options = options,
            Progress = new Reporter(value => CancelAt(15, value, cancellation)),
        };
        var reports = new List<LanaProgress>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.RunAsync(cancellation.Token));
        var kept = CandidatePool.Open(scratch.Path).Entries.Count;
        await (stopped with { Progress = new Reporter(reports.Add) }).RunAsync();

        Assert.Equal(2, kept);
        Assert.Equal(12, reports[0].Of);
        Assert.Equal(clean.Contents(), scratch.Contents());
    }

    // One group of 4 operations and 3 epochs of 6 batches, in windows of 8; then other groups, one operation each.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task Train_StoppedInAGroup_ContinuesFromItsCheckpointToTheSameBytes(int minutes, long laterBudget)
    {
        using var clean = new Scratch();
        using var scratch = new Scratch();
        using var cancellation = new CancellationTokenSource();
        var straight = new SmallTraining(clean.Path) { Options = Checkpointing(minutes) };
        var stopped = straight with
        {
            Directory = scratch.Path,
            Progress = new Reporter(value => CancelAt(64, value, cancellation)),
        };
        var reports = new List<LanaProgress>();

        await straight.RunAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.RunAsync(cancellation.Token));
        Assert.Empty(CandidatePool.Open(scratch.Path).Entries);
        await (stopped with
        {
            Options = Checkpointing(minutes, laterBudget),
            Progress = new Reporter(reports.Add),
        }).RunAsync();

        Assert.Equal((minutes == 0 ? 64 : 0, 72), (reports[0].Done, reports[0].Of));
        Assert.Equal(reports[^1].Of, reports[^1].Done);
        Assert.Equal(clean.Contents(), scratch.Contents());
    }

    // The clock goes on by a second at each look: less than the interval, and more than a tenth of the shorter one.
    [Theory]
    [InlineData(40.0, 32)]
    [InlineData(4000.0, 0)]
    public async Task Train_CancelledBetweenCheckpoints_KeepsMoreThanATenthOfTheInterval(double interval, int kept)
    {
        using var clean = new Scratch();
        using var scratch = new Scratch();
        using var cancellation = new CancellationTokenSource();
        var options = Checkpointing(0);
        options.CheckpointInterval = TimeSpan.FromSeconds(interval);
        var straight = new SmallTraining(clean.Path) { Options = options, Time = new AutoClock() };
        var stopped = straight with
        {
            Directory = scratch.Path,
            Progress = new Reporter(value => CancelAt(32, value, cancellation)),
        };
        var reports = new List<LanaProgress>();

        await straight.RunAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.RunAsync(cancellation.Token));
        await (stopped with { Progress = new Reporter(reports.Add) }).RunAsync();

        Assert.Equal(kept, reports[0].Done);
        Assert.Equal(clean.Contents(), scratch.Contents());
    }

    [Fact]
    public async Task Train_WithADamagedCheckpoint_NamesIt()
    {
        using var scratch = new Scratch();
        using var cancellation = new CancellationTokenSource();
        var stopped = new SmallTraining(scratch.Path)
        {
            Options = Checkpointing(0),
            Progress = new Reporter(value => CancelAt(64, value, cancellation)),
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.RunAsync(cancellation.Token));
        var checkpoint = Directory.GetFiles(scratch.File("in-flight"), "*", SearchOption.AllDirectories).Order().First();
        Damage.Flip(checkpoint, -5);

        var exception = await Assert.ThrowsAsync<SafetensorsException>(
            () => (stopped with { Progress = null }).RunAsync());

        Assert.Contains(checkpoint, exception.Message, StringComparison.Ordinal);
        Assert.Contains("Delete it", exception.Message, StringComparison.Ordinal);
    }

    private static void CancelAt(long done, LanaProgress value, CancellationTokenSource cancellation)
    {
        if (value.Done >= done)
        {
            cancellation.Cancel();
        }
    }

    private static PretrainingOptions Checkpointing(int minutes, long budget = 0)
    {
        var options = SmallTraining.MakeOptions();
        (options.Epochs, options.CheckpointInterval) = (3, TimeSpan.FromMinutes(minutes));
        options.MemoryBudgetBytes = budget;
        return options;
    }
}
