using System.Globalization;
using Lana.Internal;

namespace Lana;

/// <summary>A run is killed (SIGKILL) again and again, wherever it happens to be, and goes on each time in a fresh
/// process.</summary>
[Collection(TorchCollection.Name)]
public sealed class RandomKillTests
{
    private const int Kills = 20;

    // The exit code of what SIGKILL has ended.
    private const int Killed = 128 + 9;
    private const string Pretraining = "pre-training";
    private const string Scoring = "scoring";
    private const string FineTuning = "fine-tuning";

    private static readonly string[] Stages = [Pretraining, Scoring, FineTuning];

    [Theory]
    [InlineData(3UL)]
    [Trait("Speed", "Slow")]
    public async Task Run_KilledTwentyTimesAtRandomMoments_EndsWithTheBytesOfAnUnkilledOne(ulong seed)
    {
        using var unkilled = new Scratch();
        using var scratch = new Scratch();
        await Job.Long(unkilled.Path).CompleteAsync();
        var random = new SplitMix64(seed);
        string[] stages =
        [
            .. Enumerable.Range(0, Kills).Select(_ => random.NextInt(Stages.Length)).Order().Select(stage => Stages[stage]),
        ];

        var moments = new List<Moment>();
        for (var kill = 0; kill < Kills; kill++)
        {
            // The kills of a stage are spread over what there is to do; scoring keeps nothing before its end.
            var left = stages[kill] == Scoring ? 1 : stages.Skip(kill).Count(stage => stage == stages[kill]);
            var share = random.NextDouble() * 2.0 / (left + 1);
            var delay = TimeSpan.FromMilliseconds(random.NextInt(10));
            moments.Add(await KillAsync(scratch, stages[kill], share, delay));
        }

        await FinishAsync(scratch);
        var (expected, actual) = (RunFiles.Of(unkilled.Path), RunFiles.Of(scratch.File("run")));
        Assert.Equal(expected["student.safetensors"], actual["student.safetensors"]);
        Assert.Equal(expected, actual);
        Assert.Equal(Stages, moments.Select(moment => moment.Stage).Distinct());
        AssertGoesOn(moments);
    }

    // A process finds what those before it had finished: the run ends, however often it is killed.
    private static void AssertGoesOn(IReadOnlyList<Moment> moments)
    {
        var trained = moments.Where(moment => moment.Stage == Pretraining).ToList();
        var tuned = moments.Where(moment => moment.Stage == FineTuning).ToList();
        Assert.All(trained.Zip(trained.Skip(1)), pair => Assert.True(pair.Second.Of <= pair.First.Of));
        Assert.True(trained[^1].Of < trained[0].Of);
        Assert.All(tuned.Zip(tuned.Skip(1)), pair => Assert.True(pair.Second.First >= pair.First.Done - 1));
        Assert.True(tuned[^1].First > tuned[0].First);
    }

    /// <summary>Lets a process begin or go on, and get itself killed in a stage.</summary>
    private static async Task<Moment> KillAsync(Scratch scratch, string stage, double share, TimeSpan delay)
    {
        var record = scratch.File("moment");
        File.Delete(record);
        var (exitCode, output) = await RunAsync(scratch, stage, share, delay);
        Assert.True(exitCode == Killed, $"The process was not killed in {stage}: {output}");
        var numbers = (await File.ReadAllTextAsync(record)).Split(' ')
            .Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToList();
        Assert.True(numbers[0] < numbers[2], $"Nothing was left to do in {stage}.");
        return new Moment(stage, numbers[0], numbers[1], numbers[2]);
    }

    private static async Task FinishAsync(Scratch scratch)
    {
        var (exitCode, output) = await RunAsync(scratch, "none", 0.0, TimeSpan.Zero);
        Assert.True(exitCode == 0, output);
    }

    private static Task<(int ExitCode, string Output)> RunAsync(
        Scratch scratch, string stage, double share, TimeSpan delay) => FreshProcess.RunAsync(
            typeof(KilledProcess),
            nameof(KilledProcess.Process_WithALongRun_KillsItselfInAStageOrRunsToTheEnd),
            new Dictionary<string, string>
            {
                [KilledProcess.RunDirectory] = scratch.File("run"),
                [KilledProcess.Marker] = scratch.File("moment"),
                [KilledProcess.Stage] = stage,
                [KilledProcess.Share] = share.ToString("R", CultureInfo.InvariantCulture),
                [KilledProcess.DelayMs] = delay.TotalMilliseconds.ToString("R", CultureInfo.InvariantCulture),
            });

    /// <summary>Where a kill met a stage: what was done when the process came to it, when it was killed, and the
    /// whole.</summary>
    private sealed record Moment(string Stage, long First, long Done, long Of);
}
