using System.Globalization;
using Lana.Sharding;

namespace Lana;

/// <summary>What the processes do that <see cref="KillTests"/> and <see cref="RandomKillTests"/> start.</summary>
[Collection(TorchCollection.Name)]
public sealed class KilledProcess
{
    public const string RunDirectory = "LANA_TEST_RUN";
    public const string Stage = "LANA_TEST_STAGE";
    public const string Report = "LANA_TEST_REPORT";
    public const string Marker = "LANA_TEST_MARKER";
    public const string Share = "LANA_TEST_SHARE";
    public const string DelayMs = "LANA_TEST_DELAY_MS";

    [Fact(Explicit = true)]
    public async Task Process_WithARunDirectory_RunsToItsStopOrToTheEnd()
    {
        using var result = await new Job(Variable(RunDirectory)).RunAsync(
            Stops.At(Variable(Stage), (int)Number(Report), WaitForTheKill));

        Assert.True(result.Latency.IsWithinBudget);
    }

    [Fact(Explicit = true)]
    public async Task Process_WithALongRun_KillsItselfInAStageOrRunsToTheEnd()
    {
        var moment = new KillMoment(
            Variable(Stage), Number(Share), TimeSpan.FromMilliseconds(Number(DelayMs)), Variable(Marker));

        using var result = await Job.Long(Variable(RunDirectory)).RunAsync(moment);

        Assert.True(result.Latency.IsWithinBudget);
    }

    [Fact(Explicit = true)]
    public async Task Process_WithAShard_WorksOrKillsItself()
    {
        var moment = new KillMoment(
            Variable(Stage), Number(Share), TimeSpan.FromMilliseconds(Number(DelayMs)), Variable(Marker));
        var shard = Shard.FromEnvironment() ?? throw new InvalidOperationException("No scheduler says which worker this is.");

        var work = await new ShardedJob(new Job(Variable(RunDirectory))).WorkAsync(shard.Index, shard.Count, moment);

        Assert.Empty(work.Failed);
    }

    private static double Number(string name) => double.Parse(Variable(name), CultureInfo.InvariantCulture);

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name)
        ?? throw new InvalidOperationException($"{name} is not set: this test is run by {nameof(KillTests)}.");

    private static void WaitForTheKill()
    {
        File.WriteAllText(Variable(Marker), "");
        Thread.Sleep(Timeout.Infinite);
    }
}
