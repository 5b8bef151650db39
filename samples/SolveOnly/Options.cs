namespace SolveOnly;

/// <summary>The options of the sample.</summary>
/// <param name="Problem">A CSV or JSON file of scores and costs; null for the sample's own example.</param>
/// <param name="Cost">The name of the cost to limit; null for the first.</param>
/// <param name="Budget">The maximum cost of a network as a share of the teacher's.</param>
/// <param name="Maximum">The maximum cost of a network in its unit; null to use the share.</param>
/// <param name="Teacher">The teacher's own operation.</param>
/// <param name="Solutions">The number of selections.</param>
/// <param name="Out">The output folder.</param>
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
