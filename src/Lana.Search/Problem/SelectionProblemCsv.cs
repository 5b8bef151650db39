namespace Lana.Problem;

/// <summary>Reads and writes scores and costs as CSV: one line for each operation of each layer.</summary>
/// <remarks>The first line names the columns: <c>layer</c>, <c>operation</c>, <c>score</c>, in any case, then one
/// column for each cost, as <c>name</c> or <c>name [unit]</c>; the unit is <c>ms</c> if none is given. The columns are
/// separated by commas, semicolons, tabs or vertical bars, as in the first line; fields may be in quotes, and lines
/// that begin with <c>#</c> are comments. Layers and operations keep the order of the file. A layer called <c>*</c>
/// gives the constant of stem and head, without a score. An empty or <c>NaN</c> score leaves its operation out, with a
/// warning. Numbers have a decimal point: a decimal comma is refused.</remarks>
public static class SelectionProblemCsv
{
    /// <summary>Reads a problem without limits; add them by <see cref="SelectionProblem.WithLimit"/>.</summary>
    /// <param name="csv">The text; a byte order mark and any line endings are accepted.</param>
    /// <param name="origin">The origin of the text for messages: a file's path.</param>
    /// <returns>The problem.</returns>
    /// <exception cref="SelectionFormatException">A line is malformed, could be read in two ways, or contradicts
    /// another; the message names it.</exception>
    public static SelectionProblem Read(string csv, string origin = "CSV text")
    {
        ArgumentNullException.ThrowIfNull(csv);
        using var reader = new StringReader(csv);
        return new SelectionCsvReader(reader, origin).Read();
    }

    /// <summary>Writes the scores and costs of a problem; limits and rules are not part of the format.</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>Text that <see cref="Read"/> reads.</returns>
    /// <exception cref="ArgumentException">A name is empty, has a line break or is <c>*</c>, or the format cannot tell
    /// the name of a cost from its unit.</exception>
    public static string Write(SelectionProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var csv = new StringBuilder();
        void Append(IEnumerable<string> fields) => csv.AppendJoin(',', fields).Append('\n');
        var titles = problem.Costs.Select(cost => CsvFields.Write(CostTitle.Write(cost.Name, cost.Unit)));
        Append([.. SelectionCsvReader.Columns, .. titles]);
        if (problem.Costs.Count > 0)
        {
            Append([SelectionCsvReader.Constant, "", "", .. problem.Costs.Select(cost => Text(cost.Constant))]);
        }

        foreach (var (i, layer) in problem.Layers.Index())
        {
            var name = layer.Name != SelectionCsvReader.Constant
                ? CsvFields.Write(layer.Name)
                : throw new ArgumentException(
                    "A layer is called '*', which in CSV stands for stem and head.", nameof(problem));
            foreach (var (j, operation) in layer.Operations.Index())
            {
                Append([
                    name,
                    CsvFields.Write(operation),
                    Text(layer.Scores[j]),
                    .. problem.Costs.Select(cost => Text(cost.ValueArrays[i][j])),
                ]);
            }
        }

        return csv.ToString();
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
