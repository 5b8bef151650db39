using System.Globalization;

namespace SolveOnly;

/// <summary>The options of the sample.</summary>
/// <param name="Problem">A CSV or JSON file of scores and costs; null for the example that comes with the
/// sample.</param>
/// <param name="Cost">The name of the cost to limit; null for the first.</param>
/// <param name="Budget">The share of the teacher's cost that a network may have.</param>
/// <param name="Maximum">The most that a network may cost, in its unit; null to go by the share.</param>
/// <param name="Teacher">The operation that is the teacher's own layer.</param>
/// <param name="Solutions">How many selections.</param>
/// <param name="Out">The folder of the files.</param>
internal sealed record Options(
    string? Problem, string? Cost, double Budget, double? Maximum, string Teacher, int Solutions, string Out)
{
    private const string Short = "--short";

    public static Options Read(string[] words)
    {
        var isShort = words.Contains(Short);
        var values = new Dictionary<string, string>();
        var rest = new Queue<string>(words.Where(word => word != Short));
        while (rest.TryDequeue(out var name))
        {
            values[name] = name.StartsWith("--", StringComparison.Ordinal) && rest.TryDequeue(out var value)
                ? value
                : throw new ArgumentException($"'{name}' is no option with a value.");
        }

        string? Text(string name) => values.Remove(name, out var value) ? value : null;
        double? Number(string name) => Text(name) is { } text
            ? double.TryParse(text, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? number
                : throw new ArgumentException($"Option {name} takes a number; got '{text}'.")
            : null;
        var options = new Options(
            Text("--problem"),
            Text("--cost"),
            Number("--budget") ?? 0.4,
            Number("--maximum"),
            Text("--teacher") ?? "teacher",
            (int)(Number("--solutions") ?? (isShort ? 4 : 24)),
            Text("--out") ?? "solve-only-out");
        return values.Count == 0 ? options : throw new ArgumentException($"Unknown option {values.Keys.First()}.");
    }
}
