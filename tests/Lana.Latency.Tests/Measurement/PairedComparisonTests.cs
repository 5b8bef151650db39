using Lana.Internal;

namespace Lana.Measurement;

public sealed class PairedComparisonTests
{
    [Fact]
    public async Task MeasureAsync_RunsThatAgree_TakesTheMedianOfThree()
    {
        var meter = new ScriptedMeter((run, name) => (name == "teacher" ? 2.0 : new[] { 1.0, 0.995, 1.02 }[run], 0.1));

        var pairs = await meter.BesideAsync("student");

        Assert.Equal(2.0, pairs[0].TeacherMs);
        Assert.Equal(1.0, pairs[0].StudentMs, 12);
        Assert.Equal(PairedComparison.Runs, meter.Runs);
    }

    [Fact]
    public async Task MeasureAsync_SeveralStudentsThatAgree_AreRunTwice()
    {
        var meter = new ScriptedMeter((run, name) => (name == "teacher" ? 2.0 : run == 0 ? 1.0 : 1.01, 0.1));

        var pairs = await meter.BesideAsync("1", "2");

        Assert.All(pairs, pair => Assert.Equal(1.005, pair.StudentMs, 12));
        Assert.Equal(2, meter.Runs);
    }

    [Fact]
    public async Task MeasureAsync_RunsThatDiffer_GoesOnAndTakesTheMedian()
    {
        double[] times = [1.0, 1.04, 0.5, 1.02, 0.98, 1.0, 1.04, 9.0, 1.02, 1.02];
        var meter = new ScriptedMeter((run, name) => (name == "teacher" ? 2.0 : times[run], 0.1));

        var pairs = await meter.BesideAsync("student");

        Assert.Equal(1.02, pairs[0].StudentMs, 12);
        Assert.Equal(PairedComparison.MaxRuns, meter.Runs);
    }

    [Fact]
    public async Task MeasureAsync_RunsInWhichOneOfTwoIsSlow_GivesWhatBothTakeUndisturbed()
    {
        // The teacher is slow in three of ten runs, the student in two others.
        var meter = new ScriptedMeter((run, name) => name == "teacher"
            ? (run is 1 or 4 or 8 ? 2.6 : 2.0, 0.1)
            : (run is 2 or 5 ? 1.4 : 1.0, 0.1));

        var pairs = await meter.BesideAsync("student");

        Assert.Equal(new PairedLatency(2.0, 1.0), pairs[0]);
        Assert.Equal(PairedComparison.MaxRuns, meter.Runs);
    }

    [Theory]
    [InlineData(0.005, 2.0, 2.1, 0.004)]
    [InlineData(0.015, 2.2, 3.0, 0.012)]
    [InlineData(0.04, 9.5, 10.0, 0.021)]
    public async Task MeasureAsync_SessionsOfKnownSpread_RunsAsOftenAsItNeeds(
        double spread, double fewest, double most, double error)
    {
        const int Trials = 200;
        var random = new SplitMix64(7);
        double Noisy() => 1.0 + (spread * Math.Sqrt(3.0) * ((2.0 * random.NextDouble()) - 1.0));
        var meter = new ScriptedMeter((_, name) => (name == "teacher" ? 2.0 : Noisy(), 0.1));

        var squares = 0.0;
        for (var trial = 0; trial < Trials; trial++)
        {
            var pairs = await meter.BesideAsync("1", "2", "3", "4");
            squares += pairs.Average(pair => Math.Pow(pair.StudentMs - 1.0, 2.0));
        }

        Assert.InRange((double)meter.Runs / Trials, fewest, most);
        Assert.InRange(Math.Sqrt(squares / Trials), 0.0, error);
    }

    [Fact]
    public async Task MeasureAsync_CalmRuns_CountAlone()
    {
        var meter = new ScriptedMeter((run, name) => run is 1 or 3 or 4
            ? (name == "teacher" ? 2.0 : 1.0, 0.10)
            : (name == "teacher" ? 2.0 : 1.5, 0.15));

        var pairs = await meter.BesideAsync("student");

        Assert.Equal(0.5, pairs[0].Share);
        Assert.Equal(5, meter.Runs);
    }

    [Fact]
    public async Task MeasureAsync_NeverCalm_TriesMoreAndGivesUp()
    {
        var meter = new ScriptedMeter((_, name) => (name == "teacher" ? 2.0 : 1.0, 0.15));

        var pairs = await meter.BesideAsync("student");

        Assert.Equal(0.5, pairs[0].Share);
        Assert.Equal(PairedComparison.MaxRuns, meter.Runs);
    }

    [Fact]
    public async Task MeasureAsync_SomeDisturbed_AreRepeatedAfterTheOthers()
    {
        // Two groups in turn; the first is disturbed at first.
        var meter = new ScriptedMeter((run, name) =>
        {
            var isDisturbed = run is 0 or 2;
            return (name == "teacher" ? 2.0 : isDisturbed ? 1.5 : 1.0, isDisturbed ? 0.15 : 0.10);
        });

        var pairs = await meter.BesideAsync("1", "2", "3", "4", "5", "6");

        Assert.All(pairs, pair => Assert.Equal(0.5, pair.Share));
        Assert.Equal(["1", "5", "1", "5", "1", "1"], meter.Windows.Select(window => window[1]));
    }

    [Fact]
    public async Task MeasureAsync_ManyStudents_AreEachBesideTheTeacherInOrder()
    {
        var meter = new ScriptedMeter((_, name) => (name == "teacher" ? 2.0 : double.Parse(name, null), 0.1));

        var pairs = await meter.BesideAsync("1", "2", "3", "4", "5");

        Assert.Equal([1.0, 2.0, 3.0, 4.0, 5.0], pairs.Select(pair => pair.StudentMs));
        Assert.All(meter.Windows, window => Assert.Equal("teacher", window[0]));
    }

    [Fact]
    public async Task MeasureAsync_AllEquallySlow_TriesNoMore()
    {
        // Networks so large that the reference finds its caches taken.
        var meter = new ScriptedMeter((_, name) => (name == "teacher" ? 2.0 : 1.0, 0.15));

        await meter.BesideAsync("1", "2", "3", "4", "5", "6");

        Assert.Equal(2 * 2, meter.Runs);
    }

    [Fact]
    public async Task MeasureAsync_NeverCalm_ReportsEveryRunAndEndsAtAll()
    {
        var meter = new ScriptedMeter((_, name) => (name == "teacher" ? 2.0 : 1.0, 0.15));

        var told = await ReportsAsync(meter);

        Assert.Equal(Enumerable.Range(0, PairedComparison.MaxRuns + 1), told.Select(report => (int)report.Done));
        Assert.All(told, report => Assert.Equal(PairedComparison.MaxRuns, report.Of));
    }

    [Fact]
    public async Task MeasureAsync_DoneEarly_ReportsThatItIsDone()
    {
        var meter = new ScriptedMeter((_, name) => (name == "teacher" ? 2.0 : 1.0, 0.1));

        var told = await ReportsAsync(meter);

        Assert.Equal([0, 1, 2, PairedComparison.MaxRuns], told.Select(report => report.Done));
    }

    [Fact]
    public async Task MeasureAsync_ByTimeOfTheStudent_TakesTheMedianOfItsTimes()
    {
        // Its shares differ, its times do not.
        var meter = new ScriptedMeter((run, name) => (name == "teacher" ? 4.0 + run : 2.0, 0.1));

        var byTime = await meter.Comparison(isRelative: false).MeasureAsync(
            [ScriptedMeter.Subject("student")], null, TestContext.Current.CancellationToken);

        Assert.Equal([new PairedLatency(5.0, 2.0)], byTime);
    }

    private static async Task<List<LanaProgress>> ReportsAsync(ScriptedMeter meter)
    {
        var told = new List<LanaProgress>();
        await meter.Comparison().MeasureAsync(
            [ScriptedMeter.Subject("student")], new Reporter(told.Add), TestContext.Current.CancellationToken);
        return told;
    }
}
