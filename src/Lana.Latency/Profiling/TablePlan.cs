using Lana.Tables;
using Measurements =
    System.Collections.Immutable.ImmutableSortedDictionary<string, Lana.Measurement.LatencyEstimate>;

namespace Lana.Profiling;

/// <summary>The measurements that a table needs, each distinct one once, and the computation of entries from them.</summary>
internal sealed class TablePlan
{
    // A disturbance lasts longer than one measurement, so many short passes over the table are more accurate than one
    // long pass: each subject is measured in a minimum number of passes, in more until one was undisturbed, and in
    // further ones while there is time.
    private const int MinPasses = 2;
    private const int MaxDisturbedPasses = 6;
    private const int MaxPasses = 30;

    // The minimum time of a measured operation: 0 is reserved for a layer that is removed.
    private const double MinMs = 1e-6;

    private readonly NetworkDefinition _teacher;
    private readonly string _wholeKey;
    private readonly IReadOnlyList<Candidate> _candidates;

    public TablePlan(NetworkDefinition teacher, ISearchSpace searchSpace)
    {
        _teacher = teacher;
        _wholeKey = TableSubjects.WholeKey(teacher);
        _candidates = searchSpace.CandidatesFor(teacher);
        Subjects = Distinct();
    }

    /// <summary>The subjects to be timed, in order, by key.</summary>
    public IReadOnlyList<TimedSubject> Subjects { get; }

    /// <summary>The entries that have measurements.</summary>
    public IReadOnlyList<LatencyEntry> Entries(PassMeans means) =>
        [.. _candidates.Select(candidate => Entry(candidate, means)).OfType<LatencyEntry>()];

    /// <summary>The time of the whole teacher, 0 if it is not measured yet.</summary>
    public double TeacherMs(PassMeans means) => means.Find(_wholeKey)?.LatencyMs ?? 0.0;

    /// <summary>The available passes of the whole teacher.</summary>
    public IReadOnlyList<LatencyEstimate> TeacherPasses(Measurements measured) => Passes(measured, _wholeKey);

    /// <summary>The time of each subject, from the available passes.</summary>
    public PassMeans Means(IEnumerable<KeyValuePair<string, LatencyEstimate>> measured) => new(measured, _wholeKey);

    /// <summary>The subjects that are still to be timed, pass by pass; empty if the table is complete.</summary>
    public IReadOnlyList<TimedSubject> Pending(Measurements measured)
    {
        var pending = Enumerable.Range(0, MinPasses).SelectMany(pass => Missing(measured, pass)).ToList();
        return pending.Count > 0 ? pending : Again(measured);
    }

    /// <summary>One more pass over the subjects with the fewest passes; empty after the maximum.</summary>
    public IReadOnlyList<TimedSubject> Further(Measurements measured)
    {
        var fewest = Subjects.Min(subject => Passes(measured, subject.Key).Count);
        return fewest < MaxPasses ? Next(measured, passes => passes.Count == fewest) : [];
    }

    // One more pass, for the subjects that were disturbed in each.
    private List<TimedSubject> Again(Measurements measured) =>
        Next(measured, passes => passes.Count < MaxDisturbedPasses && !passes.Exists(PassMeans.IsCalm));

    // The next pass of the subjects that need one.
    private List<TimedSubject> Next(Measurements measured, Predicate<List<LatencyEstimate>> isWanted) =>
    [
        .. from subject in Subjects
           let passes = Passes(measured, subject.Key)
           where isWanted(passes)
           orderby passes.Count, Place(subject.Key, passes.Count)
           select new TimedSubject(TableSubjects.PassKey(subject.Key, passes.Count), subject.Subject),
    ];

    private IEnumerable<TimedSubject> Missing(Measurements measured, int pass) => Subjects
        .OrderBy(subject => Place(subject.Key, pass))
        .Select(subject => new TimedSubject(TableSubjects.PassKey(subject.Key, pass), subject.Subject))
        .Where(subject => !measured.ContainsKey(subject.Key));

    private static List<LatencyEstimate> Passes(Measurements measured, string key) =>
    [
        .. Enumerable.Range(0, MaxPasses)
            .Select(pass => measured.GetValueOrDefault(TableSubjects.PassKey(key, pass)))
            .OfType<LatencyEstimate>(),
    ];

    // Another order in each pass, so that a disturbed window contains other subjects each time.
    private static ulong Place(string key, int pass) => pass == 0 ? 0UL : SeedMix.Of((ulong)pass, key);

    private static LatencyEntry? Entry(Candidate candidate, PassMeans means)
    {
        var (key, layer, definition) = (candidate.Key, candidate.Layer, candidate.Definition);
        if (definition.Equals(Chain.Identity))
        {
            return new LatencyEntry(key, 0.0, 0.0, "disappears");
        }

        if (means.Find(TableSubjects.Key(definition, layer.Input)) is not { } framed ||
            means.Find(TableSubjects.Key(Chain.Identity, layer.Input)) is not { } before ||
            means.Find(TableSubjects.Key(Chain.Identity, layer.Output)) is not { } after)
        {
            return null;
        }

        var cost = framed.LatencyMs - ((before.LatencyMs + after.LatencyMs) / 2.0);
        var overheadError = Math.Sqrt((before.ErrorMs * before.ErrorMs) + (after.ErrorMs * after.ErrorMs)) / 2.0;
        var error = Math.Sqrt((framed.ErrorMs * framed.ErrorMs) + (overheadError * overheadError));
        return cost > MinMs
            ? new LatencyEntry(key, cost, error)
            : new LatencyEntry(key, MinMs, error, "below what can be measured");
    }

    private List<TimedSubject> Distinct()
    {
        var bytes = _teacher.Cost.ShippedBytes;
        var cache = new ModelCache();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var subjects = new List<TimedSubject>();
        void Add(string name, Definition definition, FeatureShape input)
        {
            var key = TableSubjects.Key(definition, input);
            if (seen.Add(key))
            {
                subjects.Add(new(key, TableSubjects.Operation(name, definition, input, bytes).Cached(cache)));
            }
        }

        foreach (var layer in _teacher.Layers)
        {
            Add($"the overhead at {layer.Input}", Chain.Identity, layer.Input);
            Add($"the overhead at {layer.Output}", Chain.Identity, layer.Output);
        }

        foreach (var candidate in _candidates.Where(candidate => !candidate.Definition.Equals(Chain.Identity)))
        {
            Add($"{candidate.Operation} in {candidate.Layer.Name}", candidate.Definition, candidate.Layer.Input);
        }

        subjects.Insert(subjects.Count / 2, new(_wholeKey, LatencySubject.Of(_teacher)));
        return subjects;
    }
}
