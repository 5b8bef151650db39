using Lana.Calibration;
using Lana.Tables;

namespace Lana.Profiling;

/// <summary>A table while it is measured: the present and the missing measurements.</summary>
internal sealed class TableDraft(NetworkDefinition teacher, ISearchSpace searchSpace, DeviceProfile profile)
{
    private const ulong SamplerSeed = 0;

    private readonly TablePlan _plan = new(teacher, searchSpace);
    private ImmutableSortedDictionary<string, LatencyEstimate> _measured =
        ImmutableSortedDictionary.Create<string, LatencyEstimate>(StringComparer.Ordinal);

    private PassMeans? _means;
    private ImmutableArray<MeasuredNetwork> _networks = [];

    public LatencySubject Teacher { get; } = LatencySubject.Of(teacher);

    public double TeacherMs => _plan.TeacherMs(Means);

    /// <summary>The time of the whole teacher in each pass.</summary>
    public IEnumerable<double> TeacherPassesMs => _plan.TeacherPasses(_measured).Select(pass => pass.LatencyMs);

    /// <summary>The operations that are still to be timed.</summary>
    public IReadOnlyList<TimedSubject> Pending => _plan.Pending(_measured);

    /// <summary>The subjects that may be timed once more when the table is complete.</summary>
    public IReadOnlyList<TimedSubject> Further => _plan.Further(_measured);

    private PassMeans Means => _means ??= _plan.Means(_measured);

    /// <summary>Continues an earlier build.</summary>
    public void Resume(LatencyTable kept)
    {
        Add(kept.Measurements);

        // The operation of a name may have changed to one that was never measured.
        var known = _plan.Entries(Means).Select(entry => entry.Key).ToHashSet();
        _networks = [.. kept.Networks.Where(network => network.Selection.All(known.Contains))];
        BringNetworksFrom(kept.TeacherMs);
    }

    /// <summary>Adds measurements, and scales the others to their level of the reference, which is the latest and most
    /// accurate one.</summary>
    public void Add(IReadOnlyCollection<KeyValuePair<string, LatencyEstimate>> measurements)
    {
        var before = _networks.IsEmpty ? 0.0 : TeacherMs;
        var level = measurements.Select(pair => pair.Value.UndisturbedReferenceMs).LastOrDefault();
        _measured = _measured.SetItems(measurements).ToImmutableSortedDictionary(
            pair => pair.Key, pair => pair.Value.AtReference(level), StringComparer.Ordinal);
        _means = null;
        BringNetworksFrom(before);
    }

    public void Add(IEnumerable<MeasuredNetwork> networks) => _networks = [.. _networks, .. networks];

    /// <summary>The networks that are still to be measured, given the total number: the fastest, the slowest, and some
    /// between. Networks that an earlier build measured count.</summary>
    public IReadOnlyList<Selection> MissingNetworks(int wanted)
    {
        if (_networks.Length >= wanted)
        {
            return [];
        }

        var known = _networks.Select(network => network.Selection).ToHashSet();
        var sampler = new SelectionSampler(ToTable(DateTimeOffset.UnixEpoch), SamplerSeed);
        return
        [
            .. new[] { sampler.Fastest, sampler.Slowest }
                .Concat(sampler.Draw(Math.Max(0, wanted - 2)))
                .Distinct()
                .Where(selection => !known.Contains(selection))
                .Take(wanted - _networks.Length),
        ];
    }

    public LatencySubject Assemble(Selection selection) => LatencySubject.Of(searchSpace.Assemble(teacher, selection));

    public LatencyTable ToTable(DateTimeOffset measuredAt) =>
        new(teacher, profile, measuredAt, _plan.Entries(Means), (TeacherMs, null))
        {
            IsComplete = Pending.Count == 0,
            Measurements = _measured,
            Networks = _networks,
        };

    // Networks were measured together with the teacher, so they are scaled by the same factor.
    private void BringNetworksFrom(double teacherMs)
    {
        if (!_networks.IsEmpty && teacherMs > 0.0 && TeacherMs > 0.0)
        {
            var factor = TeacherMs / teacherMs;
            _networks = [.. _networks.Select(network => network with { LatencyMs = factor * network.LatencyMs })];
        }
    }
}
