using Lana.Devices;
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

    public Task<IReadOnlyList<LatencyEstimate>> MeasureAsync(
        IReadOnlyList<LatencySubject> subjects,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var run = Runs;
        Windows.Add([.. subjects.Select(subject => subject.Name)]);
        return Task.FromResult<IReadOnlyList<LatencyEstimate>>([.. subjects.Select(subject =>
        {
            var (ms, referenceMs) = times(run, subject.Name);
            return new LatencyEstimate(ms, 0.0, 5) { ReferenceMs = referenceMs, UndisturbedReferenceMs = 0.1 };
        })]);
    }

    public static LatencySubject Subject(string name) => new(name, new FeatureShape(1, 1, 1), () => []);

    public Task<IReadOnlyList<PairedLatency>> BesideAsync(params string[] students) =>
        BesideAsync(new TeacherHistory(), students);

    public Task<IReadOnlyList<PairedLatency>> BesideAsync(TeacherHistory history, params string[] students) =>
        Comparison(history).MeasureAsync([.. students.Select(Subject)], null, TestContext.Current.CancellationToken);

    public PairedComparison Comparison(TeacherHistory? history = null, bool isRelative = true) => new(this, Teacher)
    {
        IsRelative = isRelative,
        History = history ?? new TeacherHistory(),
        Clock = Clock,
    };
}
