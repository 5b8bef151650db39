namespace Lana.Measuring;

/// <summary>What is measured while the teacher is slow, by its other runs or by earlier comparisons.</summary>
public sealed class SideBySideSpellTests
{
    [Fact]
    public async Task MeasureAsync_TeacherMostlySlow_CountsTheRunsInWhichItWasNot()
    {
        var meter = new ScriptedMeter((run, name) => (name == "teacher" ? (run is 2 or 5 or 7 ? 2.0 : 2.4) : 1.0, 0.1));

        var pairs = await meter.BesideAsync("student");

        Assert.Equal(new MeasuredPair(2.0, 1.0), pairs[0]);
    }

    [Theory]
    [InlineData(2.2, 0.45)]
    [InlineData(2.6, 0.5)]
    public async Task MeasureAsync_TeacherSlowerThanInEarlierComparisons_CountsItsCalmRunsUnlessItStaysSlow(
        double slowMs, double share)
    {
        // Earlier it took 2.0; now it does so in the last two runs only, or not at all.
        var history = new TeacherHistory();
        var calm = new ScriptedMeter((_, name) => (name == "teacher" ? 2.0 : 1.0, 0.1));
        await calm.BesideAsync(history, "student");
        var slow = new ScriptedMeter((run, name) => name == "teacher"
            ? (run >= SideBySide.MostRuns - 2 && slowMs < 2.5 ? 2.0 : slowMs, 0.1)
            : (share * (slowMs < 2.5 ? 2.0 : slowMs), 0.1));

        var pairs = await slow.BesideAsync(history, "student");

        Assert.Equal(share, pairs[0].Share, 12);
    }

    [Fact]
    public async Task MeasureAsync_SpellLongerThanTheUsualRuns_GoesOnUntilItIsOver()
    {
        const int Spell = 14;
        var history = new TeacherHistory();
        await new ScriptedMeter((_, name) => (name == "teacher" ? 2.0 : 1.0, 0.1)).BesideAsync(history, "student");
        var meter = new ScriptedMeter((run, name) => run < Spell
            ? (name == "teacher" ? 2.2 : 1.5, 0.1)
            : (name == "teacher" ? 2.0 : 1.0, 0.1));

        var pairs = await meter.BesideAsync(history, "1", "2");

        Assert.All(pairs, pair => Assert.Equal(0.5, pair.Share));
        Assert.Equal(Spell + SideBySide.FewestRuns, meter.Runs);
    }

    [Fact]
    public async Task MeasureAsync_OneGroupInASpell_IsToldByTheOthers()
    {
        // Four groups in turn; what is left when the others have agreed is the last.
        const int Calm = 3 * SideBySide.FewestRuns;
        var meter = new ScriptedMeter((_, _) => (0.0, 0.1));
        meter = new ScriptedMeter((run, name) => meter!.Windows[run][1] == "13" && run < Calm + 14
            ? (name == "teacher" ? 2.2 : 1.5, 0.1)
            : (name == "teacher" ? 2.0 : 1.0, 0.1));

        var pairs = await meter.BesideAsync([.. Enumerable.Range(1, 16).Select(index => $"{index}")]);

        Assert.All(pairs, pair => Assert.Equal(0.5, pair.Share));
    }
}
