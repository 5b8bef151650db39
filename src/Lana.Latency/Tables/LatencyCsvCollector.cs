using Lana.Candidates;
using Lana.Networks;
using Lana.Storage;

namespace Lana.Tables;

/// <summary>Gathers the rows that a network and a zoo need.</summary>
internal sealed class LatencyCsvCollector
{
    private readonly string _path;
    private readonly NetworkDefinition _teacher;
    private readonly HashSet<string> _layers;
    private readonly List<(string Layer, string Operation)> _wanted;
    private readonly Dictionary<(string Layer, string Operation), LatencyCsvRow> _found = [];

    public LatencyCsvCollector(string path, NetworkDefinition teacher, ICandidateZoo zoo)
    {
        _path = path;
        _teacher = teacher;
        _layers = [.. teacher.Layers.Select(layer => layer.Name), LatencyCsv.WholeNetwork];
        _wanted = [.. teacher.Layers
            .SelectMany(layer => zoo.For(layer).Select(operation => (layer.Name, operation.Name)))];
        Wanted = [.. _wanted, (LatencyCsv.WholeNetwork, LatencyCsv.Constant), WholeTeacher];
    }

    public double? TeacherMs => Time(WholeTeacher);

    public double? ConstantMs => Time((LatencyCsv.WholeNetwork, LatencyCsv.Constant));

    private static (string Layer, string Operation) WholeTeacher =>
        (LatencyCsv.WholeNetwork, TeacherOperation.OperationName);

    private HashSet<(string Layer, string Operation)> Wanted { get; }

    public void Add(LatencyCsvRow row)
    {
        var pair = (row.Layer, row.Operation);
        if (!_layers.Contains(row.Layer))
        {
            throw new DamagedFileException(
                _path,
                $"line {row.Line} speaks of layer '{row.Layer}', which '{_teacher.Name}' does not have. The table " +
                $"may be another network's; the layers here are {_teacher.Layers[0].Name} to " +
                $"{_teacher.Layers[^1].Name}.");
        }

        if (Wanted.Contains(pair) && !_found.TryAdd(pair, row))
        {
            throw new DamagedFileException(
                _path,
                $"line {row.Line} gives operation '{row.Operation}' in layer '{row.Layer}' a second time, after line " +
                $"{_found[pair].Line}.");
        }
    }

    public List<LatencyEntry> Entries(bool allowMissing)
    {
        var entries = new List<LatencyEntry>();
        foreach (var (layer, operation) in _wanted)
        {
            if (Time((layer, operation)) is { } latencyMs)
            {
                entries.Add(new LatencyEntry(layer, operation, latencyMs));
            }
            else if (operation == IdentityOperation.OperationName)
            {
                entries.Add(new LatencyEntry(layer, operation, 0.0, 0.0, "disappears"));
            }
            else if (!allowMissing || operation == TeacherOperation.OperationName)
            {
                throw new DamagedFileException(
                    _path, $"it has no time of operation '{operation}' in layer '{layer}'. Add the row, or take it " +
                        "out of the zoo.");
            }
        }

        return entries;
    }

    private double? Time((string Layer, string Operation) pair) =>
        _found.TryGetValue(pair, out var row) ? row.LatencyMs : null;
}
