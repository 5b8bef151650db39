namespace Lana.Tables;

/// <summary>Collects the rows that a network and a search space need.</summary>
internal sealed class LatencyCsvCollector
{
    private static readonly CandidateKey WholeTeacher = new(LatencyCsv.WholeNetwork, TeacherOperation.OperationName);
    private static readonly CandidateKey WholeConstant = new(LatencyCsv.WholeNetwork, LatencyCsv.Constant);

    private readonly string _path;
    private readonly NetworkDefinition _teacher;
    private readonly HashSet<string> _layers;
    private readonly List<CandidateKey> _wanted;
    private readonly HashSet<CandidateKey> _kept;
    private readonly Dictionary<CandidateKey, LatencyCsvRow> _found = [];

    public LatencyCsvCollector(string path, NetworkDefinition teacher, ISearchSpace searchSpace)
    {
        _path = Path.GetFullPath(path);
        _teacher = teacher;
        _layers = [.. teacher.Layers.Select(layer => layer.Name), LatencyCsv.WholeNetwork];
        _wanted = [.. teacher.Layers
            .SelectMany(layer => searchSpace.For(layer).Select(operation => new CandidateKey(layer.Name, operation.Name)))];
        _kept = [.. _wanted, WholeConstant, WholeTeacher];
    }

    /// <summary>The number of rows of operations that the search space does not have.</summary>
    public long IgnoredRows { get; private set; }

    public double? TeacherMs => Time(WholeTeacher);

    public double? ConstantMs => Time(WholeConstant);

    public void Add(LatencyCsvRow row)
    {
        var key = row.Key;
        if (!_layers.Contains(key.Layer))
        {
            throw new DamagedFileException(
                _path,
                $"line {row.Line} speaks of layer '{key.Layer}', which '{_teacher.Name}' does not have. The table " +
                $"may be another network's; the layers here are {_teacher.Layers[0].Name} to " +
                $"{_teacher.Layers[^1].Name}.");
        }

        if (!_kept.Contains(key))
        {
            IgnoredRows++;
        }
        else if (!_found.TryAdd(key, row))
        {
            throw new DamagedFileException(
                _path,
                $"line {row.Line} gives {key} a second time, after line {_found[key].Line}.");
        }
    }

    public List<LatencyEntry> Entries(bool allowMissing)
    {
        var entries = new List<LatencyEntry>();
        foreach (var key in _wanted)
        {
            if (Time(key) is { } latencyMs)
            {
                entries.Add(new LatencyEntry(key, latencyMs));
            }
            else if (key.Operation == IdentityOperation.OperationName)
            {
                entries.Add(new LatencyEntry(key, 0.0, 0.0, "disappears"));
            }
            else if (!allowMissing || key.Operation == TeacherOperation.OperationName)
            {
                throw new DamagedFileException(
                    _path, $"it has no time of {key}. Add the row, or take it out of the search space.");
            }
        }

        return entries;
    }

    private double? Time(CandidateKey key) =>
        _found.TryGetValue(key, out var row) ? row.LatencyMs : null;
}
