using Lana.Tables;

namespace Lana.Measurement;

/// <summary>A teacher and students whose times, and what the reference took, are told by run and name; the calm level is
/// 0.1.</summary>
internal sealed class ScriptedMeter(Func<int, string, (double Ms, double ReferenceMs)> times) : ILatencyMeter
{
    public static LatencySubject Teacher { get; } = Subject("teacher");

    public FakeClock Clock { get; } = new();

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

    public static LatencySubject Subject(string name) => new(name, new FeatureShape(1, 1, 1), () => []);

    public Task<IReadOnlyList<PairedLatency>> BesideAsync(params string[] students) =>
        BesideAsync(new TeacherHistory(), students);

    public Task<IReadOnlyList<PairedLatency>> BesideAsync(TeacherHistory history, params string[] students) =>
        PairedComparison.MeasureAsync(
            this,
            Teacher,
            [.. students.Select(Subject)],
            isRelative: true,
            history,
            TimeSpan.MaxValue,
            Clock,
            progress: null,
            TestContext.Current.CancellationToken);
}
