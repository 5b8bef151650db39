namespace Lana.Tables;

/// <summary>The latency of every operation in every layer of one teacher on one device.</summary>
/// <remarks>LANA, section 3.3: one look-up table per device. Immutable and safe to share between threads.</remarks>
public sealed class LatencyTable
{
    private readonly FrozenDictionary<CandidateKey, LatencyEntry> _entries;

    /// <summary>Creates a table, for example from numbers that were measured elsewhere.</summary>
    /// <param name="profile">The device.</param>
    /// <param name="measuredAt">The time of the measurement.</param>
    /// <param name="network">The teacher's name.</param>
    /// <param name="networkFingerprint">The teacher's <see cref="NetworkDefinition.Fingerprint"/>.</param>
    /// <param name="layers">The teacher's layers in order; names are unique.</param>
    /// <param name="teacherMs">The latency of the teacher, measured as a whole, in milliseconds; 0 if it is not known.</param>
    /// <param name="constantMs">The time of stem and head in milliseconds, at least 0.</param>
    /// <param name="entries">The operations' times; each candidate once, every layer among
    /// <paramref name="layers"/>.</param>
    /// <exception cref="ArgumentException">A number is negative or not finite, a candidate occurs twice, or a layer is
    /// unknown.</exception>
    public LatencyTable(
        DeviceProfile profile,
        DateTimeOffset measuredAt,
        string network,
        string networkFingerprint,
        IEnumerable<string> layers,
        double teacherMs,
        double constantMs,
        IEnumerable<LatencyEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(networkFingerprint);
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(entries);
        Profile = profile;
        MeasuredAt = measuredAt;
        Network = network;
        NetworkFingerprint = networkFingerprint;
        Layers = [.. layers];
        TeacherMs = LatencyTableGuard.Milliseconds(teacherMs, "the teacher");
        ConstantMs = LatencyTableGuard.Milliseconds(constantMs, "stem and head");
        _entries = LatencyTableGuard.Index(entries, Layers);
    }

    // The time of stem and head is that of the whole teacher minus its layers, unless it is known.
    internal LatencyTable(
        NetworkDefinition teacher,
        DeviceProfile profile,
        DateTimeOffset measuredAt,
        IReadOnlyList<LatencyEntry> entries,
        (double? TeacherMs, double? ConstantMs) whole)
        : this(
            profile,
            measuredAt,
            teacher.Name,
            teacher.Fingerprint,
            teacher.Layers.Select(layer => layer.Name),
            whole.TeacherMs ?? LayersMs(entries) + (whole.ConstantMs ?? 0.0),
            whole.ConstantMs ?? Math.Max(0.0, (whole.TeacherMs ?? LayersMs(entries)) - LayersMs(entries)),
            entries)
    {
    }

    /// <summary>The device and the method of measurement.</summary>
    public DeviceProfile Profile { get; }

    /// <summary>The time at which the table was finished or last extended.</summary>
    public DateTimeOffset MeasuredAt { get; }

    /// <summary>The teacher's name.</summary>
    public string Network { get; }

    /// <summary>The teacher's <see cref="NetworkDefinition.Fingerprint"/>.</summary>
    public string NetworkFingerprint { get; }

    /// <summary>The teacher's layers in order.</summary>
    public ImmutableArray<string> Layers { get; }

    /// <summary>The latency of the teacher, measured as a whole, in milliseconds; 0 if it is not known.</summary>
    public double TeacherMs { get; }

    /// <summary>The time of stem and head in milliseconds: the time of the whole teacher minus the sum of its layers'
    /// own operations, at least 0. The table's sum for the teacher therefore equals the measured latency of the
    /// teacher.</summary>
    public double ConstantMs { get; }

    /// <summary>Gets a value that indicates whether the table contains everything that was requested; false after a
    /// build that was stopped.</summary>
    /// <value>Default true.</value>
    public bool IsComplete { get; init; } = true;

    /// <summary>The number of rows of a CSV file that were ignored, since the search space does not have their
    /// operation in their layer.</summary>
    /// <value>0 for a table of another origin.</value>
    public long IgnoredRows { get; internal init; }

    /// <summary>The number of candidates.</summary>
    public int Count => _entries.Count;

    /// <summary>All candidates, in the order of the layers, then by operation name.</summary>
    public IEnumerable<LatencyEntry> Entries => _entries.Values
        .OrderBy(entry => Layers.IndexOf(entry.Key.Layer))
        .ThenBy(entry => entry.Key.Operation, StringComparer.Ordinal);

    /// <summary>All measurements, by the hash of the timed subject: a build continues from them, and a larger search
    /// space times only new subjects.</summary>
    /// <value>Default empty.</value>
    public ImmutableSortedDictionary<string, LatencyEstimate> Measurements { get; init; } =
        ImmutableSortedDictionary.Create<string, LatencyEstimate>(StringComparer.Ordinal);

    /// <summary>Assembled networks that were measured as a whole, which correct the table's sums.</summary>
    /// <value>Default empty.</value>
    public ImmutableArray<MeasuredNetwork> Networks { get; init; } = [];

    /// <summary>The entry of a candidate.</summary>
    /// <param name="key">The candidate.</param>
    /// <returns>The entry; null if the candidate is not in the table.</returns>
    public LatencyEntry? Find(CandidateKey key) => _entries.GetValueOrDefault(key);

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file that <see cref="Save"/> wrote.</param>
    /// <returns>The table; <see cref="RequireFor"/> checks that it is the right one.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DamagedFileException">The file is cut short, changed, of another kind or of a newer
    /// version.</exception>
    public static LatencyTable Load(string path)
    {
        var file = JsonFile.Read<LatencyTableFile>(path);
        try
        {
            return file.ToTable(path);
        }
        catch (ArgumentException cause)
        {
            throw new DamagedFileException(path, $"{cause.Message} Delete it to have it measured again.", cause);
        }
    }

    /// <summary>Writes the table as JSON, completely or not at all.</summary>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.WriteJson(path, LatencyTableFile.Of(this));

    /// <summary>Returns only the numbers, for the selector.</summary>
    /// <returns>Costs in <c>ms</c>.</returns>
    public CostTable ToCostTable() => new(
        "ms",
        Profile.Key,
        _entries.Values.Select(entry => new CostEntry(entry.Key, entry.LatencyMs)),
        ConstantMs);

    /// <summary>Checks that this table belongs to a device and a network.</summary>
    /// <param name="profile">The device.</param>
    /// <param name="teacher">The network.</param>
    /// <param name="allowOtherDevice">True to accept a table of another device, for example to select for a phone on a
    /// server.</param>
    /// <param name="allowOtherNetwork">True to accept a table of another network.</param>
    /// <returns>This table.</returns>
    /// <exception cref="ForeignTableException">The table belongs to another device or network and that was not allowed.
    /// </exception>
    public LatencyTable RequireFor(
        DeviceProfile profile, NetworkDefinition teacher, bool allowOtherDevice = false, bool allowOtherNetwork = false)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(teacher);
        if (!allowOtherNetwork && NetworkFingerprint != teacher.Fingerprint)
        {
            throw new ForeignTableException(
                $"network {Network} instead of {teacher.Name}",
                $"The latency table was measured for the network '{Network}' ({NetworkFingerprint}), not for " +
                $"'{teacher.Name}' ({teacher.Fingerprint}). Measure a table for this network, in another file, or allow it explicitly.");
        }

        if (!allowOtherDevice && Profile != profile)
        {
            var difference = Profile.DifferenceFrom(profile);
            throw new ForeignTableException(
                difference,
                $"The latency table was measured elsewhere or otherwise: {difference}. Measure one here, or allow " +
                "it explicitly.");
        }

        return this;
    }

    private static double LayersMs(IReadOnlyList<LatencyEntry> entries) =>
        entries.Where(entry => entry.Key.Operation == TeacherOperation.OperationName).Sum(entry => entry.LatencyMs);
}
