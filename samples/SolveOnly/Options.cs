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
    public static Options Read(Arguments arguments)
    {
        var isShort = arguments.Has("--short");
        var options = new Options(
            arguments.Text("--problem"),
            arguments.Text("--cost"),
            arguments.Number("--budget", 0.4),
            arguments.Number<double>("--maximum"),
            arguments.Text("--teacher", "teacher"),
            arguments.Number("--solutions", isShort ? 4 : 24),
            arguments.Text("--out", "solve-only-out"));
        arguments.ThrowIfUnread();
        return options;
    }
}
