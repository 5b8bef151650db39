namespace Lana.Internal;

/// <summary>A row of a CSV file, with as many fields as the header.</summary>
internal sealed class CsvRow(long line, string[] fields, IReadOnlyList<string> header, CsvRefusal refuse)
{
    /// <summary>The number of the line in the file, from 1.</summary>
    public long Line => line;

    public string this[int column] => fields[column];

    /// <summary>The text of a column that may not be empty.</summary>
    public string Name(int column) =>
        fields[column].Length > 0 ? fields[column] : throw Refuse($"has nothing in the column '{header[column]}'");

    /// <summary>The number of a column, with a decimal point; NaN and infinity are numbers.</summary>
    public double Number(int column)
    {
        var text = fields[column];
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        throw Refuse(
            text.Length == 0 ? $"has no number in the column '{header[column]}'"
            : text.Contains(',', StringComparison.Ordinal)
                ? $"has '{text}' in the column '{header[column]}': with a decimal point and without separators of " +
                    "thousands, write 0.5, not 0,5"
            : $"has '{text}' in the column '{header[column]}', where a number such as 0.125 is expected");
    }

    /// <summary>Creates the exception for a row that is refused.</summary>
    /// <param name="what">The error, as the end of a sentence that begins with the line.</param>
    public Exception Refuse(string what) => refuse($"line {line} {what}.");
}
