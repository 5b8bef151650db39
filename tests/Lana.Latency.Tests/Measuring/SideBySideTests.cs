using Lana.Modules;
using Lana.Tables;

namespace Lana.Measuring;

public sealed class SideBySideTests
{
    private static readonly LatencySubject Teacher = Subject("teacher");

    [Fact]
    public async Task MeasureAsync_Calm_TakesTheMiddleOfThreeRuns()
    {
        var meter = new ScriptedMeter((run, name) => (name == "teacher" ? 2.0 : new[] { 1.0, 0.8, 1.4 }[run], 0.1));

        var pairs = await MeasureAsync(meter, "student");

        Assert.Equal([new MeasuredPair(2.0, 1.0)], pairs);
        Assert.Equal(SideBySide.Runs, meter.Runs);
    }

    [Fact]
    public async Task MeasureAsync_OneCalmRun_CountsItAlone()
    {
        var meter = new ScriptedMeter((run, name) => run == 1
            ? (name == "teacher" ? 2.0 : 1.0, 0.10)
            : (name == "teacher" ? 2.0 : 1.5, 0.15));

        var pairs = await MeasureAsync(meter, "student");

        Assert.Equal(0.5, pairs[0].Share);
        Assert.Equal(SideBySide.Runs, meter.Runs);
    }

    [Fact]
    public async Task MeasureAsync_NeverCalm_TriesMoreAndGivesUp()
    {
        var meter = new ScriptedMeter((_, name) => (name == "teacher" ? 2.0 : 1.0, 0.15));

        var pairs = await MeasureAsync(meter, "student");

        Assert.Equal(0.5, pairs[0].Share);
        Assert.Equal(SideBySide.MostRuns, meter.Runs);
    }

    [Fact]
    public async Task MeasureAsync_SomeDisturbed_AreRepeatedAfterTheOthers()
    {
        // Two groups in turn; the first is disturbed, but for its fourth run.
        var meter = new ScriptedMeter((run, name) =>
        {
            var isDisturbed = run is 0 or 2 or 4;
            return (name == "teacher" ? 2.0 : isDisturbed ? 1.5 : 1.0, isDisturbed ? 0.15 : 0.10);
        });

        var pairs = await MeasureAsync(meter, "1", "2", "3", "4");

        Assert.All(pairs, pair => Assert.Equal(0.5, pair.Share));
        Assert.Equal(["1", "4", "1", "4", "1", "4", "1"], meter.Windows.Select(window => window[1]));
    }

    [Fact]
    public async Task MeasureAsync_ManyStudents_AreEachBesideTheTeacherInOrder()
    {
        var meter = new ScriptedMeter((_, name) => (name == "teacher" ? 2.0 : double.Parse(name, null), 0.1));

        var pairs = await MeasureAsync(meter, "1", "2", "3", "4", "5");

        Assert.Equal([1.0, 2.0, 3.0, 4.0, 5.0], pairs.Select(pair => pair.StudentMs));
        Assert.All(meter.Windows, window => Assert.Equal("teacher", window[0]));
    }

    [Fact]
    public async Task MeasureAsync_AllEquallySlow_TriesNoMore()
    {
        // Networks so large that the reference finds its caches taken.
        var meter = new ScriptedMeter((_, name) => (name == "teacher" ? 2.0 : 1.0, 0.15));

        await MeasureAsync(meter, "1", "2", "3", "4");

        Assert.Equal(2 * SideBySide.Runs, meter.Runs);
    }

    [Fact]
    public async Task MeasureAsync_NeverCalm_TellsOfEveryRunAndEndsAtAll()
    {
        var meter = new ScriptedMeter((_, name) => (name == "teacher" ? 2.0 : 1.0, 0.15));
        var told = new List<LanaProgress>();

        await SideBySide.MeasureAsync(
            meter,
            Teacher,
            [Subject("student")],
            progress: new Reporter(told.Add),
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 3, 3, 3, 3], told.Select(report => report.Done));
        Assert.All(told, report => Assert.Equal(SideBySide.Runs, report.Of));
    }

    [Fact]
    public async Task MeasureAsync_ByTimeOfTheStudent_TakesTheRunInItsMiddle()
    {
        // By share the middle run is the third, by time the second.
        (double Teacher, double Student)[] times = [(1.0, 1.0), (4.0, 2.0), (3.0, 3.0 * 0.9)];
        var meter = new ScriptedMeter((run, name) => (name == "teacher" ? times[run].Teacher : times[run].Student, 0.1));

        var byTime = await SideBySide.MeasureAsync(
            meter, Teacher, [Subject("student")], isRelative: false, null, TestContext.Current.CancellationToken);

        Assert.Equal(2.0, byTime[0].StudentMs);
    }

    private static LatencySubject Subject(string name) => new(name, new FeatureShape(1, 1, 1), () => []);

    private static Task<IReadOnlyList<MeasuredPair>> MeasureAsync(ILatencyMeter meter, params string[] students) =>
        SideBySide.MeasureAsync(
            meter,
            Teacher,
            [.. students.Select(Subject)],
            cancellationToken: TestContext.Current.CancellationToken);

    // Times and what the reference took, by run and subject; the calm level is 0.1.
    private sealed class ScriptedMeter(Func<int, string, (double Ms, double ReferenceMs)> times) : ILatencyMeter
    {
        public int Runs => Windows.Count;

        public List<string[]> Windows { get; } = [];

        public DeviceProfile Profile => SomeTable.Profile;

        public Task<IReadOnlyList<LatencyMeasurement>> MeasureAsync(
            IReadOnlyList<LatencySubject> subjects,
            IProgress<LanaProgress>? progress = null,
            CancellationToken cancellationToken = default)
        {
            var run = Runs;
            Windows.Add([.. subjects.Select(subject => subject.Name)]);
            return Task.FromResult<IReadOnlyList<LatencyMeasurement>>([.. subjects.Select(subject =>
            {
                var (ms, referenceMs) = times(run, subject.Name);
                return new LatencyMeasurement(ms, ms, ms, 0.0, 5) { ReferenceMs = referenceMs, CalmMs = 0.1 };
            })]);
        }
    }
}
