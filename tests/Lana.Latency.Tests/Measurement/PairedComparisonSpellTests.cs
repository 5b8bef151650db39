namespace Lana.Measurement;

/// <summary>What is measured while the teacher is slow, by its other runs or by earlier comparisons.</summary>
public sealed class PairedComparisonSpellTests
{
    [Fact]
    public async Task MeasureAsync_TeacherMostlySlow_CountsTheRunsInWhichItWasNot()
    {
        var meter = new ScriptedMeter((run, name) => (name == "teacher" ? (run is 2 or 5 or 7 ? 2.0 : 2.4) : 1.0, 0.1));

        var pairs = await meter.BesideAsync("student");

        Assert.Equal(new PairedLatency(2.0, 1.0), pairs[0]);
    }

    [Fact]
    public async Task MeasureAsync_TeacherSlowerThanInEarlierComparisons_CountsItsCalmRuns()
    {
        // Earlier it took 2.0; now it does so in the last two runs only.
        var history = await HistoryAsync();
        var meter = new ScriptedMeter((run, name) => name == "teacher"
            ? (run >= PairedComparison.MaxRuns - 2 ? 2.0 : 3.2, 0.1)
            : (0.9, 0.1));

        var pairs = await meter.BesideAsync(history, "student");

        Assert.Equal(0.45, pairs[0].Share, 12);
        Assert.Equal(PairedComparison.MaxRuns, meter.Runs);
    }

    [Fact]
    public async Task MeasureAsync_SlowForGood_WaitsAtFirstAndIsBelievedInTheEnd()
    {
        var history = await HistoryAsync();
        var runs = new List<int>();
        for (var comparison = 0; comparison < 3; comparison++)
        {
            var meter = new ScriptedMeter((_, name) => (name == "teacher" ? 2.6 : 1.3, 0.1));
            var pairs = await meter.BesideAsync(history, "student");
            Assert.Equal(0.5, pairs[0].Share, 12);
            runs.Add(meter.Runs);
        }

        Assert.Equal([PairedComparison.MaxDisturbedRuns, PairedComparison.Runs, PairedComparison.Runs], runs);
    }

    [Fact]
    public async Task MeasureAsync_SpellLongerThanTheUsualRuns_GoesOnUntilItIsOver()
    {
        const int Spell = 14;
        var history = await HistoryAsync();
        var meter = new ScriptedMeter((run, name) => run < Spell
            ? (name == "teacher" ? 2.2 : 1.5, 0.1)
            : (name == "teacher" ? 2.0 : 1.0, 0.1));

        var pairs = await meter.BesideAsync(history, "1", "2");

        Assert.All(pairs, pair => Assert.Equal(0.5, pair.Share));
        Assert.Equal(Spell + PairedComparison.MinRuns, meter.Runs);
        Assert.Equal(TimeSpan.FromSeconds(0.5 * (meter.Runs - PairedComparison.MaxRuns)).Ticks, meter.Clock.GetTimestamp());
    }

    [Fact]
    public async Task MeasureAsync_OneGroupInASpell_IsToldByTheOthers()
    {
        // Four groups in turn, twice; then the last is left, whose spell has twelve more runs.
        var meter = new ScriptedMeter((run, name) => run is 3 or (>= 7 and < 20)
            ? (name == "teacher" ? 2.2 : 1.5, 0.1)
            : (name == "teacher" ? 2.0 : 1.0, 0.1));

        var pairs = await meter.BesideAsync([.. Enumerable.Range(1, 16).Select(index => $"{index}")]);

        Assert.All(pairs, pair => Assert.Equal(0.5, pair.Share));
    }

    // Three calm runs.
    private static async Task<TeacherHistory> HistoryAsync()
    {
        var history = new TeacherHistory();
        await new ScriptedMeter((_, name) => (name == "teacher" ? 2.0 : 1.0, 0.1)).BesideAsync(history, "student");
        return history;
    }
}
