using System.Collections.Immutable;
using Lana.Candidates;
using Lana.Measuring;
using Lana.Modules;
using Lana.Networks;

namespace Lana.Tables;

/// <summary>Which measurements a table needs, each distinct one once, and how entries are made of them.</summary>
internal sealed class TablePlan
{
    // What disturbs may last longer than one measurement: each subject is measured in so many passes over the table.
    private const int PassCount = 3;

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

    /// <summary>The teacher as a whole, 0 while it is not measured.</summary>
    public double TeacherMs(ImmutableSortedDictionary<string, LatencyMeasurement> measured) =>
        Mean(measured, TableSubjects.WholeKey(_teacher))?.MedianMs ?? 0.0;

    /// <summary>What is still to be timed, pass by pass; nothing where the table is complete.</summary>
    public IReadOnlyList<(string Key, LatencySubject Subject)> Pending(
        ImmutableSortedDictionary<string, LatencyMeasurement> measured) =>
    [
        .. from pass in Enumerable.Range(0, PassCount)
           from subject in Subjects
           let key = PassKey(subject.Key, pass)
           where !measured.ContainsKey(key)
           select (key, subject.Subject),
    ];

    // The mean of the passes that are there.
    private static LatencyMeasurement? Mean(
        ImmutableSortedDictionary<string, LatencyMeasurement> measured, string key)
    {
        var passes = Enumerable.Range(0, PassCount)
            .Select(pass => measured.GetValueOrDefault(PassKey(key, pass)))
            .OfType<LatencyMeasurement>()
            .ToList();
        return passes.Count == 0 ? null : new LatencyMeasurement(
            passes.Average(pass => pass.MedianMs),
            passes.Average(pass => pass.P10Ms),
            passes.Average(pass => pass.P90Ms),
            passes.Max(pass => pass.RelativeError),
            passes.Sum(pass => pass.Count));
    }

    private static string PassKey(string key, int pass) => pass == 0 ? key : $"{key}.{pass}";

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

        if (Mean(measured, TableSubjects.Key(definition, layer.Input)) is not { } framed ||
            Mean(measured, TableSubjects.Key(Chain.Identity, layer.Input)) is not { } before ||
            Mean(measured, TableSubjects.Key(Chain.Identity, layer.Output)) is not { } behind)
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

        subjects.Insert(subjects.Count / 2, (TableSubjects.WholeKey(_teacher), LatencySubject.Of(_teacher)));
        return subjects;
    }
}
