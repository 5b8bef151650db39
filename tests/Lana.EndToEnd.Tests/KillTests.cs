namespace Lana;

/// <summary>Runs are killed in each stage (SIGKILL) and started again in a fresh process, until one gets to the
/// end.</summary>
[Collection(TorchCollection.Name)]
public sealed class KillTests(FinishedRun reference) : IClassFixture<FinishedRun>
{
    private static readonly (string Stage, int Report)[] Early =
        [("latency table", 5), ("pre-training", 2), ("pre-training", 4), ("scoring", 2)];

    private static readonly (string Stage, int Report)[] Late =
    [
        ("selecting", 1), ("ranking", 2), ("beside the teacher", 1),
        ("fine-tuning", 4), ("fine-tuning", 9), ("fine-tuning", 3), ("beside the teacher", 2),
    ];

    [Fact]
    [Trait("Speed", "Slow")]
    public Task Run_KilledInEveryStage_EndsWithTheBytesOfAnUnkilledOne() => KillAndFinishAsync([.. Early, .. Late]);

    [Fact]
    public Task Run_KilledInPretrainingAndFineTuning_EndsWithTheBytesOfAnUnkilledOne() =>
        KillAndFinishAsync([("pre-training", 3), ("fine-tuning", 9)]);

    private async Task KillAndFinishAsync((string Stage, int Report)[] kills)
    {
        using var scratch = new Scratch();
        foreach (var (stage, report) in kills)
        {
            Assert.True(await RunAsync(scratch, stage, report), $"The run ended before report {report} of {stage}.");
        }

        Assert.False(await RunAsync(scratch, "none", 0));
        Assert.Equal(reference.Files, RunFiles.Of(scratch.File("run")));
    }

    /// <summary>Runs until the stop, where the process is killed, or to the end.</summary>
    /// <returns>Whether it was killed.</returns>
    private static async Task<bool> RunAsync(Scratch scratch, string stage, int report)
    {
        var marker = scratch.File("stopped");
        File.Delete(marker);
        using var process = FreshProcess.Start(
            typeof(KilledProcess),
            nameof(KilledProcess.Process_WithARunDirectory_RunsToItsStopOrToTheEnd),
            new Dictionary<string, string>
            {
                [KilledProcess.RunDirectory] = scratch.File("run"),
                [KilledProcess.Stage] = stage,
                [KilledProcess.Report] = $"{report}",
                [KilledProcess.Marker] = marker,
            });
        var cancellation = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        while (!process.HasExited && !File.Exists(marker))
        {
            await Task.Delay(20, cancellation);
        }

        var isStopped = !process.HasExited;
        process.Kill();
        await process.WaitForExitAsync(cancellation);
        Assert.True(isStopped || process.ExitCode == 0, await output + await errors);
        return isStopped;
    }
}
