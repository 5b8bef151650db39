using System.Globalization;

namespace Lana;

/// <summary>What the process does that <see cref="KillTests"/> starts and kills.</summary>
[Collection(TorchCollection.Name)]
public sealed class KilledProcess
{
    public const string RunDirectory = "LANA_TEST_RUN";
    public const string Stage = "LANA_TEST_STAGE";
    public const string Report = "LANA_TEST_REPORT";
    public const string Marker = "LANA_TEST_MARKER";

    [Fact(Explicit = true)]
    public async Task Process_WithARunDirectory_RunsToItsStopOrToTheEnd()
    {
        var report = int.Parse(Variable(Report), CultureInfo.InvariantCulture);

        using var result = await new Job(Variable(RunDirectory)).RunAsync(
            Stops.At(Variable(Stage), report, WaitForTheKill));

        Assert.True(result.Latency.IsWithinBudget);
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name)
        ?? throw new InvalidOperationException($"{name} is not set: this test is run by {nameof(KillTests)}.");

    private static void WaitForTheKill()
    {
        File.WriteAllText(Variable(Marker), "");
        Thread.Sleep(Timeout.Infinite);
    }
}
