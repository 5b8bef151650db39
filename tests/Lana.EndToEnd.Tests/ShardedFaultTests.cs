using Lana.Sharding;

namespace Lana;

/// <summary>What goes wrong between workers costs time and never a byte.</summary>
[Collection(TorchCollection.Name)]
public sealed class ShardedFaultTests(PlannedRun reference) : IClassFixture<PlannedRun>
{
    // The exit code of what SIGKILL has ended.
    private const int Killed = 128 + 9;

    [Fact]
    public async Task Worker_OfAnotherVersion_IsRefusedByName()
    {
        using var scratch = new Scratch();
        var job = reference.CopyTo(scratch.Path);

        var exception = await Assert.ThrowsAsync<ShardingException>(() => job.WorkAsync(0, 2, version: "9.9.9"));

        Assert.Contains("this is Lana 9.9.9", exception.Message, StringComparison.Ordinal);
        Assert.Contains(ShardInputs.LanaVersion, exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(scratch.File("pool")));
    }

    [Fact]
    public async Task Worker_WithOtherInputs_IsToldWhichDiffer()
    {
        using var scratch = new Scratch();
        reference.CopyTo(scratch.Path);
        var other = new ShardedJob(new Job(scratch.Path) { Seed = 5, Train = Some.Images(seed: 8, padding: 1) });

        var exception = await Assert.ThrowsAsync<ShardingException>(() => other.WorkAsync(0, 2));

        Assert.Contains("the training examples, the seed differ here", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_WithoutAPlan_SaysSo()
    {
        using var scratch = new Scratch();

        var exception = await Assert.ThrowsAsync<ShardingException>(() => new ShardedJob(new Job(scratch.Path)).WorkAsync(0, 1));

        Assert.Contains("There is no plan", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_Cancelled_GivesItsUnitBackAndTheNextGoesOn()
    {
        using var scratch = new Scratch();
        var job = reference.CopyTo(scratch.Path);
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job.WorkAsync(
            0, 2, Stops.At("pre-training", 12, cancellation.Cancel), cancellation.Token));

        var status = new ShardMonitor(scratch.Path).Read();
        Assert.Equal(0, status.Count(UnitState.Running));
        Assert.InRange(status.Count(UnitState.Done), 1, status.Units.Count - 1);
        await FinishAsync(job);
    }

    [Fact]
    public async Task Worker_KilledInAUnit_IsTakenOverAfterAWhile()
    {
        using var scratch = new Scratch();
        var job = reference.CopyTo(scratch.File("run"));

        var (exitCode, output) = await RunAsync(scratch, "pre-training", ("SLURM_ARRAY_TASK_ID", "3"), ("SLURM_ARRAY_TASK_MIN", "3"), ("SLURM_ARRAY_TASK_COUNT", "2"));

        Assert.True(exitCode == Killed, output);
        Assert.Equal(1, new ShardMonitor(job.Job.Directory).Read().Count(UnitState.Running));
        await FinishAsync(job);
    }

    [Fact]
    public async Task Claim_HalfWritten_IsTakenOverAfterAWhile()
    {
        using var scratch = new Scratch();
        var job = reference.CopyTo(scratch.Path);
        var unit = job.Folder.RequirePlan().Units[0];
        var claim = scratch.File("shards", unit.Name, "claims", "000001.json");
        Directory.CreateDirectory(Path.GetDirectoryName(claim)!);
        await File.WriteAllTextAsync(claim, "{ \"unit\": ", TestContext.Current.CancellationToken);
        Assert.Equal(UnitState.Running, new ShardMonitor(scratch.Path).Read().Units[0].State);

        var work = await job.WorkAsync(0, 1);

        Assert.Contains(unit.Name, work.Finished);
        Assert.Empty(work.Left);
    }

    [Fact]
    public async Task Unit_ThatCannotBeDone_IsNamedAndDoneWhenTheReasonIsGone()
    {
        using var scratch = new Scratch();
        var job = reference.CopyTo(scratch.Path);
        var unit = job.Folder.RequirePlan().Units[0];
        var manifest = scratch.File("shards", unit.Name, "manifest.json");
        Directory.CreateDirectory(Path.GetDirectoryName(manifest)!);
        await File.WriteAllTextAsync(manifest, "{", TestContext.Current.CancellationToken);

        var failed = await job.WorkAsync(0, 1);

        Assert.Contains(manifest, failed.Failed[unit.Name], StringComparison.Ordinal);
        Assert.Equal(UnitState.Failed, new ShardMonitor(scratch.Path).Read().Units[0].State);
        File.Delete(manifest);
        await FinishAsync(job);
    }

    [Fact]
    public async Task Disk_FullOrReadOnly_IsNamedAndNothingIsLost()
    {
        using var scratch = new Scratch();
        await using var mounted = await Mounted.MountAsync(scratch.File("disk"), "1m");
        var job = reference.CopyTo(mounted.Path);

        var full = await Assert.ThrowsAsync<OutputException>(() => job.WorkAsync(0, 1));

        Assert.Contains("Free space", full.Message, StringComparison.Ordinal);
        await mounted.RemountAsync("size=100m,ro");
        var readOnly = await Assert.ThrowsAsync<OutputException>(() => job.WorkAsync(0, 1));
        Assert.Contains("could not be written", readOnly.Message, StringComparison.Ordinal);
        await mounted.RemountAsync("rw");
        await FinishAsync(job);
    }

    [Fact]
    public async Task Merge_WithADamagedFile_NamesTheResultToDelete()
    {
        using var scratch = new Scratch();
        var job = reference.CopyTo(scratch.Path);
        await job.WorkAsync(0, 1);
        Damage.Flip(Directory.EnumerateFiles(scratch.File("pool"), "*.safetensors", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First(), -1);

        var exception = await Assert.ThrowsAsync<DamagedFileException>(job.MergeAsync);

        File.Delete(exception.Path);
        await FinishAsync(job);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Job_IndexedWithThreeProcessesAtOnce_LeavesTheBytesOfOneProcess()
    {
        using var scratch = new Scratch();
        var job = reference.CopyTo(scratch.File("run"));

        var ends = await Task.WhenAll(Enumerable.Range(0, 3).Select(index => RunAsync(
            scratch, "none", ("JOB_COMPLETION_INDEX", $"{index}"), ("JOB_COMPLETIONS", "3"))));

        Assert.All(ends, end => Assert.True(end.ExitCode == 0, end.Output));
        await job.MergeAsync();
        Assert.Equal(reference.Files, RunFiles.PoolAndScores(job.Job.Directory));
    }

    [Fact]
    public async Task Merge_BeforeAllAreDone_NamesTheUnitsAndChangesNothing()
    {
        using var scratch = new Scratch();
        var job = reference.CopyTo(scratch.Path);
        job.Folder.Write(job.Folder.RequirePlan() with { TakesOver = false });
        var work = await job.WorkAsync(0, 4);

        var exception = await Assert.ThrowsAsync<ShardingException>(job.MergeAsync);

        Assert.Contains(work.Left[0], exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(scratch.File("pool", "manifest.json")));
        for (var worker = 1; worker < 8; worker++)
        {
            await job.WorkAsync(worker % 4, 4);
        }

        await FinishAsync(job);
    }

    private async Task FinishAsync(ShardedJob job)
    {
        var work = await job.WorkAsync(0, 1);
        Assert.Empty(work.Failed);
        await job.MergeAsync();
        Assert.Equal(reference.Files, RunFiles.PoolAndScores(job.Job.Directory));
    }

    private static Task<(int ExitCode, string Output)> RunAsync(
        Scratch scratch, string killedIn, params (string Name, string Value)[] scheduler) => FreshProcess.RunAsync(
            typeof(KilledProcess),
            nameof(KilledProcess.Process_WithAShard_WorksOrKillsItself),
            new Dictionary<string, string>(scheduler.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)))
            {
                [KilledProcess.RunDirectory] = scratch.File("run"),
                [KilledProcess.Marker] = scratch.File("moment"),
                [KilledProcess.Stage] = killedIn,
                [KilledProcess.Share] = "0.5",
                [KilledProcess.DelayMs] = "0",
            });
}
