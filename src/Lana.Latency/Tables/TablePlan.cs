using System.Collections.Immutable;
using Lana.Candidates;
using Lana.Measuring;
using Lana.Modules;
using Lana.Networks;

namespace Lana.Tables;

/// <summary>Which measurements a table needs, each distinct one once, and how entries are made of them.</summary>
internal sealed class TablePlan
{
    // The teacher as a whole decides the constant and every relative budget: measured at the start, in the middle, at
    // the end.
    private const int WholeRepeats = 3;

    // The least a measured operation can take: a time of 0 is kept for the layer that disappears.
    private const double SmallestMs = 1e-6;

    private readonly NetworkDefinition _teacher;
    private readonly List<(Layer Layer, string Operation, Definition Definition)> _pairs;

    public TablePlan(NetworkDefinition teacher, ICandidateZoo zoo)
    {
        _teacher = teacher;
        _pairs = [.. teacher.Layers.SelectMany(layer => zoo.For(layer)
            .Select(operation => (layer, operation.Name, operation.Define(layer))))];
        Subjects = Distinct();
    }

    /// <summary>What is to be timed, in order, by key.</summary>
    public IReadOnlyList<(string Key, LatencySubject Subject)> Subjects { get; }

    /// <summary>The entries whose measurements are there.</summary>
    public IReadOnlyList<LatencyEntry> Entries(ImmutableSortedDictionary<string, LatencyMeasurement> measured) =>
        [.. _pairs.Select(pair => Entry(pair.Layer, pair.Operation, pair.Definition, measured)).OfType<LatencyEntry>()];

    /// <summary>The teacher as a whole: the middle of the repeats that are there, 0 without any.</summary>
    public double TeacherMs(ImmutableSortedDictionary<string, LatencyMeasurement> measured)
    {
        var times = Enumerable.Range(0, WholeRepeats)
            .Select(repeat => measured.GetValueOrDefault(TableSubjects.WholeKey(_teacher, repeat))?.MedianMs)
            .OfType<double>()
            .ToArray();
        return times.Length == 0 ? 0.0 : SampleStatistics.Quantile(times, 0.5);
    }

    private static LatencyEntry? Entry(
        Layer layer,
        string operation,
        Definition definition,
        ImmutableSortedDictionary<string, LatencyMeasurement> measured)
    {
        if (definition.Equals(Chain.Identity))
        {
            return new LatencyEntry(layer.Name, operation, 0.0, 0.0, "disappears");
        }

        if (!measured.TryGetValue(TableSubjects.Key(definition, layer.Input), out var framed) ||
            !measured.TryGetValue(TableSubjects.Key(Chain.Identity, layer.Input), out var before) ||
            !measured.TryGetValue(TableSubjects.Key(Chain.Identity, layer.Output), out var behind))
        {
            return null;
        }

        var cost = framed.MedianMs - ((before.MedianMs + behind.MedianMs) / 2.0);
        var overheadError = Math.Sqrt((before.ErrorMs * before.ErrorMs) + (behind.ErrorMs * behind.ErrorMs)) / 2.0;
        var error = Math.Sqrt((framed.ErrorMs * framed.ErrorMs) + (overheadError * overheadError));
        return cost > SmallestMs
            ? new LatencyEntry(layer.Name, operation, cost, error)
            : new LatencyEntry(layer.Name, operation, SmallestMs, error, "below what can be measured");
    }

    private List<(string Key, LatencySubject Subject)> Distinct()
    {
        var bytes = _teacher.Price.ShippedBytes;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var subjects = new List<(string Key, LatencySubject Subject)>();
        void Add(string name, Definition definition, FeatureShape input)
        {
            var key = TableSubjects.Key(definition, input);
            if (seen.Add(key))
            {
                subjects.Add((key, TableSubjects.Operation(name, definition, input, bytes)));
            }
        }

        foreach (var layer in _teacher.Layers)
        {
            Add($"the overhead at {layer.Input}", Chain.Identity, layer.Input);
            Add($"the overhead at {layer.Output}", Chain.Identity, layer.Output);
        }

        foreach (var (layer, operation, definition) in _pairs.Where(pair => !pair.Definition.Equals(Chain.Identity)))
        {
            Add($"{operation} in {layer.Name}", definition, layer.Input);
        }

        int[] places = [0, (subjects.Count / 2) + 1, subjects.Count + 2];
        for (var repeat = 0; repeat < WholeRepeats; repeat++)
        {
            subjects.Insert(places[repeat], (TableSubjects.WholeKey(_teacher, repeat), LatencySubject.Of(_teacher)));
        }

        return subjects;
    }
}
