using System.Collections.Immutable;
using Lana.Measuring;
using Lana.Storage;

namespace Lana.Tables;

/// <summary>A latency table as JSON has it.</summary>
internal sealed record LatencyTableFile(
    int Version,
    DeviceProfile Profile,
    DateTimeOffset MeasuredAt,
    string Network,
    string NetworkFingerprint,
    bool IsComplete,
    double TeacherMs,
    double ConstantMs,
    IReadOnlyList<string> Layers,
    IReadOnlyList<LatencyEntry> Entries,
    IReadOnlyDictionary<string, LatencyMeasurement> Measurements)
{
    public const int CurrentVersion = 1;

    public static LatencyTableFile Of(LatencyTable table) => new(
        CurrentVersion,
        table.Profile,
        table.MeasuredAt,
        table.Network,
        table.NetworkFingerprint,
        table.IsComplete,
        table.TeacherMs,
        table.ConstantMs,
        table.Layers,
        [.. table.Entries],
        table.Measurements);

    public LatencyTable ToTable(string path)
    {
        if (Version != CurrentVersion)
        {
            throw new DamagedFileException(
                path,
                $"it is a latency table of version {Version}, and this Lana reads version {CurrentVersion}. Update " +
                "Lana, or delete the file to have it measured again.");
        }

        return new LatencyTable(
            Profile, MeasuredAt, Network, NetworkFingerprint, Layers, TeacherMs, ConstantMs, NotNull(Entries))
        {
            IsComplete = IsComplete,
            Measurements = Checked().ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
    }

    private static IEnumerable<LatencyEntry> NotNull(IEnumerable<LatencyEntry?> entries) =>
        entries.Select(entry => entry ?? throw new ArgumentException("An entry is null."));

    private IEnumerable<KeyValuePair<string, LatencyMeasurement>> Checked()
    {
        foreach (var (key, measurement) in Measurements)
        {
            _ = measurement ?? throw new ArgumentException($"The measurement '{key}' is null.");
            LatencyTableGuard.Milliseconds(measurement.MedianMs, $"measurement '{key}'");
            LatencyTableGuard.Milliseconds(measurement.RelativeError, $"the relative error of measurement '{key}'");
            yield return KeyValuePair.Create(key, measurement);
        }
    }
}
