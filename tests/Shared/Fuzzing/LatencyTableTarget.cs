using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Lana.Devices;
using Lana.Internal;
using Lana.Measurement;
using Lana.Selections;
using Lana.Tables;

namespace Lana.Fuzzing;

/// <summary>A measured latency table as JSON, of the present version and of the first, which had no hash that damage
/// shows in.</summary>
internal sealed class LatencyTableTarget : FileTarget
{
    private static readonly TextMutator Mutator = new(
        "version", "profile", "measuredAt", "network", "networkFingerprint", "isComplete", "teacherMs", "constantMs", "layers", "entries",
        "measurements", "networks", "hash", "layer", "operation", "latencyMs", "errorMs", "note",
        "2026-01-02T03:04:05+00:00", "operations");

    public LatencyTableTarget()
        : base("table-json", "table.json", typeof(DamagedFileException))
    {
        Make().Save(FilePath);
        var present = File.ReadAllText(FilePath);
        Seeds = [.. new[] { present, present.Replace("\"version\": 3", "\"version\": 1", StringComparison.Ordinal) }
            .Select(Encoding.UTF8.GetBytes)];
    }

    public override IReadOnlyList<byte[]> Seeds { get; }

    protected override byte[] Mutate(byte[] input, FuzzRandom random) => Mutator.Mutate(input, random);

    protected override Func<string> ReadFile()
    {
        var table = LatencyTable.Load(FilePath);
        return () => JsonSerializer.Serialize(LatencyTableFile.Of(table), JsonFile.DefaultOptions)
            + table.Profile.Key + table.ToCostTable().Count;
    }

    private static LatencyTable Make() => new(
        new DeviceProfile("fake", 1, "linux", "x64", "fake", "1", "cpu", 1, 1, "float32"),
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        "small",
        "0123",
        ["a", "b"],
        1.0,
        0.25,
        [new("a", "teacher", 0.5, 0.01), new("a", "identity", 0.0, 0.0, "disappears"), new("b", "teacher", 0.25, 0.02)])
    {
        Networks = [new MeasuredNetwork(Selection.Of(["a", "b"], ["identity", "teacher"]), 0.5)],
        Measurements = ImmutableSortedDictionary<string, LatencyEstimate>.Empty
            .Add("00ff", new LatencyEstimate(0.3, 0.001, 40) { P10Ms = 0.29, P90Ms = 0.4 }),
    };
}
