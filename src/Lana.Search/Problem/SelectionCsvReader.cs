namespace Lana.Problem;

/// <summary>Makes a problem from the rows of a CSV text; every error is reported with its line.</summary>
internal sealed class SelectionCsvReader
{
    /// <summary>The layer whose costs are those of stem and head.</summary>
    public const string Constant = "*";

    private const int Score = 2;

    private readonly string _origin;
    private readonly CsvTable _table;
    private readonly Dictionary<string, List<CsvRow>> _layers = [];
    private readonly List<CsvRow> _constants = [];
    private readonly Dictionary<CandidateKey, long> _lines = [];

    public SelectionCsvReader(TextReader reader, string origin)
    {
        _origin = origin;
        var expected = $"{string.Join(',', Columns)}' and then one column for each cost, such as 'latency [ms]";
        _table = new CsvTable(reader, Columns, expected, Refuse);
    }

    /// <summary>The columns before the costs.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["layer", "operation", "score"];

    public SelectionProblem Read()
    {
        var layers = new List<string>();
        foreach (var row in _table.Rows())
        {
            if (row[0] == Constant)
            {
                AddConstant(row);
            }
            else
            {
                Add(row, layers);
            }
        }

        try
        {
            return Build(layers);
        }
        catch (ArgumentException exception)
        {
            throw Refuse(exception.Message, exception);
        }
    }

    private void AddConstant(CsvRow row)
    {
        if (row[Score].Length > 0)
        {
            throw row.Refuse($"gives '*' the score '{row[Score]}'; stem and head have costs alone");
        }

        _constants.Add(row);
    }

    private void Add(CsvRow row, List<string> layers)
    {
        var key = new CandidateKey(row.Name(0), row.Name(1));
        if (!_lines.TryAdd(key, row.Line))
        {
            throw row.Refuse($"gives {key} a second time, after line {_lines[key]}");
        }

        if (!_layers.TryGetValue(key.Layer, out var rows))
        {
            _layers.Add(key.Layer, rows = []);
            layers.Add(key.Layer);
        }

        rows.Add(row);
    }

    private SelectionProblem Build(List<string> layers)
    {
        var builder = SelectionProblem.Create();
        foreach (var layer in layers)
        {
            builder.Layer(layer, _layers[layer].Select(row => row[1]), _layers[layer].Select(ScoreOf));
        }

        var names = new HashSet<string>();
        for (var column = Columns.Count; column < _table.Header.Count; column++)
        {
            var (name, unit) = CostTitle.Read(_table.Header[column]);
            if (!names.Add(name))
            {
                throw Refuse($"line {_table.HeaderLine} has two columns for the cost '{name}'.", null);
            }

            double[][] values = [.. layers.Select(layer => _layers[layer].Select(row => CostOf(row, column)).ToArray())];
            builder.Cost(name, unit, values, _constants.Sum(row => CostOf(row, column)));
        }

        return builder.Build();
    }

    private static double ScoreOf(CsvRow row) => row[Score].Length == 0 ? double.NaN : row.Number(Score);

    private double CostOf(CsvRow row, int column) => row.Number(column) is var cost && double.IsFinite(cost) && cost >= 0.0
        ? cost
        : throw row.Refuse(
            $"has '{row[column]}' in the column '{_table.Header[column]}'; a cost is a finite number of at least 0");

    private SelectionFormatException Refuse(string reason, Exception? cause) => new($"{_origin}: {reason}", cause);
}
