namespace Lana.Tables;

/// <summary>A latency table in its file format.</summary>
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
    IReadOnlyList<LatencyRow> Entries,
    IReadOnlyDictionary<string, MeasurementRow> Measurements,
    string? Hash = null)
{
    public const int CurrentVersion = 3;

    // Version 1 had no hash.
    private const int OldestVersion = 1;

    /// <summary>The measured networks; since version 3.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MeasuredNetworkRow>? Networks { get; init; }

    /// <summary>Members that this version does not know; null for none.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }

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
            [.. table.Entries.Select(LatencyRow.Of)],
            table.Measurements.ToImmutableSortedDictionary(
                pair => pair.Key, pair => MeasurementRow.Of(pair.Value), StringComparer.Ordinal))
        {
            Networks = [.. table.Networks.Select(MeasuredNetworkRow.Of)],
        };
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
            Networks = [.. CheckedNetworks()],
        };
        ThrowIfChanged(path);
        ThrowIfUnknown(path);
        return table;
    }

    // Checked last: a newer version may have more members, and a misspelt member is reported as missing by another check.
    private void ThrowIfUnknown(string path)
    {
        if (Unknown?.Keys.FirstOrDefault() is { } member)
        {
            throw new DamagedFileException(
                path, $"it has the member '{member}', which a latency table does not have. Correct the name or remove it.");
        }
    }

    private static IEnumerable<LatencyEntry> NotNull(IEnumerable<LatencyRow?> rows) =>
        rows.Select(row => row?.ToEntry() ?? throw new ArgumentException("An entry is null."));

    private IEnumerable<KeyValuePair<string, LatencyEstimate>> Checked()
    {
        foreach (var (key, measurement) in Measurements)
        {
            _ = measurement ?? throw new ArgumentException($"The measurement '{key}' is null.");
            foreach (var timeMs in (double[])
                [measurement.MedianMs, measurement.P10Ms, measurement.P90Ms, measurement.ReferenceMs, measurement.CalmMs])
            {
                LatencyTableGuard.Milliseconds(timeMs, $"measurement '{key}'");
            }

            LatencyTableGuard.Milliseconds(measurement.RelativeError, $"the relative error of measurement '{key}'");
            yield return KeyValuePair.Create(key, measurement.ToEstimate());
        }
    }

    private IEnumerable<MeasuredNetwork> CheckedNetworks()
    {
        foreach (var network in Networks ?? [])
        {
            if (network?.Operations is not { } operations || operations.Count != Layers.Count)
            {
                throw new ArgumentException("A measured network does not name one operation for each layer.");
            }

            var what = $"the network '{string.Join(' ', operations)}'";
            LatencyTableGuard.Milliseconds(network.LatencyMs, what);
            var unknown = Layers.Zip(operations).FirstOrDefault(
                pair => !Entries.Any(entry => entry.Layer == pair.First && entry.Operation == pair.Second));
            yield return unknown == default ? network.ToNetwork(Layers) : throw new ArgumentException(
                $"The table has {what}, and no time of '{unknown.Second}' in layer '{unknown.First}'.");
        }
    }

    // Runs after the checks that name the invalid number: this one only detects that something was changed.
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
        this with { Hash = null, Unknown = null }, JsonFile.DefaultOptions));
}
