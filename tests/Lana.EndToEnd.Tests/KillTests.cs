using System.Diagnostics;
using System.Runtime.InteropServices;
using Lana.Storage;

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
        ("selecting", 1), ("ranking", 2), (SizeMeter.Stage, 1),
        ("fine-tuning", 4), ("fine-tuning", 9), ("fine-tuning", 3), (SizeMeter.Stage, 2),
    ];

    [Fact]
    [Trait("Speed", "Slow")]
    public Task Run_KilledInEveryStage_EndsWithTheBytesOfAnUnkilledOne() => KillAndFinishAsync([.. Early, .. Late]);

    [Fact]
    public Task Run_KilledInPretrainingAndFineTuning_EndsWithTheBytesOfAnUnkilledOne() =>
        KillAndFinishAsync([("pre-training", 3), ("fine-tuning", 9)]);

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Run_KilledAtRandomMoments_EndsWithTheBytesOfAnUnkilledOne()
    {
        using var scratch = new Scratch();
        var random = new SplitMix64(1);
        for (var kill = 0; kill < 6; kill++)
        {
            // When that is does not matter: a run may even have got to its end.
            await RunAsync(scratch, "none", 0, TimeSpan.FromMilliseconds(700 + random.NextInt(1500)));
        }

        Assert.False(await RunAsync(scratch, "none", 0));
        Assert.Equal(reference.Files, RunFiles.Of(scratch.File("run")));
    }

    [Theory]
    [InlineData(2UL)]
    [Trait("Speed", "Slow")]
    public async Task Run_KilledAgainAndAgainForAMinute_EndsWithTheBytesOfAnUnkilledOneEachTime(ulong seed)
    {
        const int MostKills = 20;
        var random = new SplitMix64(seed);
        var kills = 0;
        var start = Stopwatch.GetTimestamp();
        do
        {
            // Each kill is a little later than what the process needs to start, in a stage that differs by run.
            using var scratch = new Scratch();
            while (kills < MostKills
                && Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(1)
                && await RunAsync(scratch, "none", 0, TimeSpan.FromMilliseconds(600 + random.NextInt(2500))))
            {
                kills++;
            }

            await RunAsync(scratch, "none", 0);
            Assert.Equal(reference.Files, RunFiles.Of(scratch.File("run")));
        }
        while (kills < MostKills && Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(1));

        Assert.NotEqual(0, kills);
    }

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

    /// <summary>Runs until the stop or so long, where the process is killed, or to the end.</summary>
    /// <returns>Whether it was killed.</returns>
    private static async Task<bool> RunAsync(Scratch scratch, string stage, int report, TimeSpan? longest = null)
    {
        var marker = scratch.File("stopped");
        File.Delete(marker);
        using var process = Start(scratch.File("run"), stage, report, marker);
        var cancellation = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var start = Stopwatch.GetTimestamp();
        while (!process.HasExited && !File.Exists(marker) && !(Stopwatch.GetElapsedTime(start) > longest))
        {
            await Task.Delay(20, cancellation);
        }

        var isStopped = !process.HasExited;
        process.Kill();
        await process.WaitForExitAsync(cancellation);
        Assert.True(isStopped || process.ExitCode == 0, await output + await errors);
        return isStopped;
    }

    private static Process Start(string run, string stage, int report, string marker)
    {
        const string Method = nameof(KilledProcess.Process_WithARunDirectory_RunsToItsStopOrToTheEnd);
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var start = new ProcessStartInfo(Path.Combine(root, "dotnet"))
        {
            ArgumentList =
            {
                "exec", typeof(KillTests).Assembly.Location, "-explicit", "only", "-method",
                $"{typeof(KilledProcess).FullName}.{Method}",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[KilledProcess.RunDirectory] = run;
        start.Environment[KilledProcess.Stage] = stage;
        start.Environment[KilledProcess.Report] = $"{report}";
        start.Environment[KilledProcess.Marker] = marker;
        return Process.Start(start)!;
    }
}
