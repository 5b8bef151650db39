namespace Lana.Problem;

/// <summary>Reads and writes scores and costs as CSV: one line for each operation of each layer.</summary>
/// <remarks>The first line names the columns: <c>layer</c>, <c>operation</c>, <c>score</c>, then one column for each
/// cost, as <c>name</c> or <c>name [unit]</c>; the unit is <c>ms</c> where none is given. Layers and operations keep
/// the order of the file. A layer called <c>*</c> gives the constant of stem and head, without a score. An empty or
/// <c>NaN</c> score leaves its operation out, with a warning. Numbers have a decimal point; fields have no
/// quotes.</remarks>
public static class SelectionProblemCsv
{
    private const int FirstCost = 3;
    private const int MaxColumns = 1000;

    /// <summary>Reads a problem without limits; add them by <see cref="SelectionProblem.WithLimit"/>.</summary>
    /// <param name="csv">The text.</param>
    /// <param name="origin">Where it comes from, for messages: a file's path.</param>
    /// <returns>The problem.</returns>
    /// <exception cref="SelectionFormatException">A line is malformed; the message names it.</exception>
    public static SelectionProblem Read(string csv, string origin = "CSV text")
    {
        ArgumentNullException.ThrowIfNull(csv);
        var lines = LinesOf(csv, origin);
        try
        {
            return Build(lines[1..], lines[0].Fields[FirstCost..]);
        }
        catch (ArgumentException exception)
        {
            throw new SelectionFormatException($"{origin}: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the scores and costs of a problem; limits and rules are not part of the form.</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>Text that <see cref="Read"/> reads.</returns>
    /// <exception cref="ArgumentException">A name has a comma or a line break, which the form cannot tell.</exception>
    public static string Write(SelectionProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var csv = new StringBuilder();
        void Append(IEnumerable<string> fields) => csv.AppendJoin(',', fields.Select(Checked)).Append('\n');
        Append(["layer", "operation", "score", .. problem.Costs.Select(cost => $"{cost.Name} [{cost.Unit}]")]);
        if (problem.Costs.Count > 0)
        {
            Append(["*", "", "", .. problem.Costs.Select(cost => Text(cost.Constant))]);
        }

        foreach (var (i, layer) in problem.Layers.Index())
        {
            foreach (var (j, operation) in layer.Operations.Index())
            {
                Append([layer.Name, operation, Text(layer.Scores[j]), .. problem.Costs.Select(cost => Text(cost.ValueArrays[i][j]))]);
            }
        }

        return csv.ToString();
    }

    private static string Checked(string field) => field.AsSpan().IndexOfAny(",\r\n") < 0
        ? field
        : throw new ArgumentException($"'{field}' has a comma or a line break, which CSV without quotes cannot tell.");

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    // Each line is checked before the next is split: text without structure costs little memory.
    private static List<Line> LinesOf(string csv, string origin)
    {
        var (lines, number) = (new List<Line>(), 0);
        foreach (var range in csv.AsSpan().Split('\n'))
        {
            number++;
            if (csv.AsSpan(range).Trim() is { Length: > 0 } text)
            {
                var line = new Line(origin, number, text.ToString().Split(',', MaxColumns + 1, StringSplitOptions.TrimEntries));
                var header = lines.Count == 0 ? line : lines[0];
                ThrowIfNoHeader(origin, header.Fields);
                line.ThrowUnlessHas(header.Fields.Length);
                lines.Add(line);
            }
        }

        ThrowIfNoHeader(origin, lines.Count == 0 ? [] : lines[0].Fields);
        return lines;
    }

    private static void ThrowIfNoHeader(string origin, string[] fields)
    {
        if (fields is not ["layer", "operation", "score", ..] || fields.Length > MaxColumns)
        {
            throw new SelectionFormatException(
                $"{origin}: the first line names the columns 'layer,operation,score' and then one for each cost, at most " +
                $"{MaxColumns} in all.");
        }
    }

    private static SelectionProblem Build(List<Line> lines, string[] costs)
    {
        var builder = SelectionProblem.Create();
        var layers = lines.Where(line => line.Fields[0] != "*").GroupBy(line => line.Fields[0]).ToList();
        foreach (var layer in layers)
        {
            builder.Layer(layer.Key, layer.Select(line => line.Fields[1]), layer.Select(line => line.Score));
        }

        var constants = lines.Where(line => line.Fields[0] == "*").ToList();
        for (var c = 0; c < costs.Length; c++)
        {
            var column = FirstCost + c;
            var (name, unit) = Split(costs[c]);
            double[][] values = [.. layers.Select(layer => layer.Select(line => line.Number(column)).ToArray())];
            builder.Cost(name, unit, values, constants.Sum(line => line.Number(column)));
        }

        return builder.Build();
    }

    private static (string Name, string Unit) Split(string title)
    {
        var open = title.IndexOf('[', StringComparison.Ordinal);
        return open > 0 && title.EndsWith(']') ? (title[..open].Trim(), title[(open + 1)..^1].Trim()) : (title, "ms");
    }

    private sealed class Line(string origin, int number, string[] fields)
    {
        public string[] Fields => fields;

        public double Score => Fields[2].Length == 0 ? double.NaN : Number(2);

        public double Number(int column) =>
            double.TryParse(Fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new SelectionFormatException($"{origin}, line {number}: '{Fields[column]}' is not a number.");

        public void ThrowUnlessHas(int count)
        {
            if (Fields.Length != count)
            {
                throw new SelectionFormatException(
                    $"{origin}, line {number}: {Fields.Length} fields, expected {count}.");
            }
        }
    }
}
