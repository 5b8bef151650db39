using System.Collections.Immutable;
using System.Text.Json;
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
    IReadOnlyDictionary<string, LatencyMeasurement> Measurements,
    string? Hash = null)
{
    public const int CurrentVersion = 2;

    // The one before had no hash.
    private const int OldestVersion = 1;

    public static LatencyTableFile Of(LatencyTable table)
    {
        var file = new LatencyTableFile(
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
        return file with { Hash = file.ContentsHash() };
    }

    public LatencyTable ToTable(string path)
    {
        if (Version is < OldestVersion or > CurrentVersion)
        {
            throw new DamagedFileException(
                path,
                $"it is a latency table of version {Version}, and this Lana reads versions {OldestVersion} to " +
                $"{CurrentVersion}. Update Lana, or delete the file to have it measured again.");
        }

        var table = new LatencyTable(
            Profile, MeasuredAt, Network, NetworkFingerprint, Layers, TeacherMs, ConstantMs, NotNull(Entries))
        {
            IsComplete = IsComplete,
            Measurements = Checked().ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
        ThrowIfChanged(path);
        return table;
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

    // Behind the checks that can say which number is senseless: this one only knows that something is.
    private void ThrowIfChanged(string path)
    {
        if (Version != OldestVersion && Hash != ContentsHash())
        {
            throw new DamagedFileException(
                path,
                $"it is a latency table of version {Version}, whose hash is not that of its contents: it was " +
                "changed. Delete it to have it measured again; times from elsewhere can be read as CSV.");
        }
    }

    private string ContentsHash() => ContentHash.Of(JsonSerializer.Serialize(
        this with { Hash = null }, JsonFile.DefaultOptions));
}
