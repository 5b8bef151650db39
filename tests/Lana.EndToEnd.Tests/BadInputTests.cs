using Lana.Data;
using Lana.Pipeline;
using Lana.Problem;
using Microsoft.Extensions.DependencyInjection;

namespace Lana;

[Collection(TorchCollection.Name)]
public sealed class BadInputTests(FinishedRun reference) : IClassFixture<FinishedRun>
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    [InlineData(1.01)]
    public void Budget_OutOfRange_IsRefused(double fraction)
    {
        var exception = Assert.Throws<ArgumentException>(() => Budget.Latency(fraction));

        Assert.Contains("above 0 and at most 1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accelerate_BelowWhatIsAttainable_SaysSoBeforeTraining()
    {
        using var scratch = new Scratch();
        var job = new Job(scratch.Path) { Budget = Budget.Latency(0.05) };

        var exception = await Assert.ThrowsAsync<BudgetException>(() => job.RunAsync());

        Assert.True(exception.AttainableMs > exception.BudgetMs);
        Assert.Equal(0, job.Counted.Trained);
        Assert.False(Directory.Exists(job.File("pool")));
        var attainable = new Job(scratch.Path) { Budget = Budget.LatencyMs(exception.AttainableMs * 1.1) };
        using var result = await attainable.RunAsync();
        Assert.True(result.Latency.IsWithinBudget);
    }

    [Fact]
    public void SearchSpace_Empty_IsRefused()
    {
        var exception = Assert.Throws<ArgumentException>(
            () => new ServiceCollection().AddLana().AddCandidates(_ => { }));

        Assert.Contains("empty", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SearchSpace_WithANameTwice_NamesIt()
    {
        var exception = Assert.Throws<ArgumentException>(
            () => new ServiceCollection().AddLana().AddCandidates(searchSpace => searchSpace.Add("efn_e1_k3").Add("efn_e1_k3")));

        Assert.Contains("'efn_e1_k3'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accelerate_DataOfAnotherShape_NamesBothShapesAndWritesNothing()
    {
        using var scratch = new Scratch();
        var small = new ImageArraySource(
            new byte[4 * 8 * 8],
            new FeatureShape(1, 8, 8),
            new int[4],
            new ImageArrayOptions { Classes = Some.Classes });

        var exception = await Assert.ThrowsAsync<ArgumentException>(
            () => new Job(scratch.Path) { Train = small }.RunAsync());

        Assert.Contains("[1, 8, 8]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("[1, 16, 16]", exception.Message, StringComparison.Ordinal);
        Assert.Empty(scratch.Contents());
    }

    [Fact]
    public async Task Accelerate_IntoADirectoryOfAnotherRun_IsRefusedUntilThatEnds()
    {
        using var scratch = new Scratch();
        OutputException exception;
        await using (new FileStream(scratch.File("run.lock"), FileMode.Create, FileAccess.Write, FileShare.None))
        {
            exception = await Assert.ThrowsAsync<OutputException>(() => new Job(scratch.Path).RunAsync());
        }

        Assert.Contains($"Another run is in '{scratch.Path}'", exception.Message, StringComparison.Ordinal);
        Assert.Equal("run.lock", Assert.Single(scratch.Contents()).Key);
        await new Job(scratch.Path).CompleteAsync();
        Assert.Equal(reference.Files, RunFiles.Of(scratch.Path));
    }

    [Fact]
    public async Task Accelerate_IntoADirectoryUnderAFile_NamesTheFile()
    {
        using var scratch = new Scratch();
        await File.WriteAllTextAsync(scratch.File("file"), "", TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<PreflightException>(
            () => new Job(scratch.File("file", "run")).RunAsync());

        Assert.Contains($"run directory: '{scratch.File("file", "run")}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accelerate_IntoAReadOnlyDirectory_NamesTheFile()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("root may write everywhere, and Windows has no such bits");
            return;
        }

        using var scratch = new Scratch();
        File.SetUnixFileMode(scratch.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            var exception = await Assert.ThrowsAsync<PreflightException>(() => new Job(scratch.Path).RunAsync());

            Assert.Contains($"run directory: '{scratch.Path}", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(scratch.Path, (UnixFileMode)0b111_000_000);
        }
    }

    [Fact]
    public async Task Accelerate_OntoAFullDisk_NamesTheFileAndGoesOnWhenThereIsSpace()
    {
        using var scratch = new Scratch();
        await using var mounted = await Mounted.MountAsync(scratch.File("disk"), "600k");
        var disk = mounted.Path;
        var refusal = await Assert.ThrowsAsync<PreflightException>(() => new Job(disk).RunAsync());
        Assert.Contains($"disk space: '{disk}'", refusal.Message, StringComparison.Ordinal);
        await mounted.RemountAsync("size=5m");

        var exception = await Assert.ThrowsAsync<OutputException>(() => new Job(disk).RunAsync());

        // Full behind the table: one that is stopped has fewer passes, and other last digits.
        Assert.StartsWith(Path.Combine(disk, "student"), exception.Path, StringComparison.Ordinal);
        await mounted.RemountAsync("size=100m");
        await new Job(disk).CompleteAsync();
        Assert.Equal(reference.Files, RunFiles.Of(disk));
    }
}
