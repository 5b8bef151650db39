namespace Quickstart;

/// <summary>The options of the main part.</summary>
/// <param name="Data">The folder of the four IDX files.</param>
/// <param name="Out">The run's directory.</param>
/// <param name="Budget">The share of the teacher's latency that the student may take.</param>
/// <param name="Seed">The seed of all random numbers.</param>
/// <param name="IsShort">True to run every stage in a minute, for a trial and for CI; the results are not meaningful.</param>
internal sealed record RunOptions(string Data, string Out, double Budget, ulong Seed, bool IsShort)
{
    public static RunOptions Read(Arguments arguments)
    {
        var options = new RunOptions(
            arguments.Text("--data", Path.Combine(AppContext.BaseDirectory, "data")),
            arguments.Text("--out", "quickstart-out"),
            arguments.Number("--budget", 0.33),
            arguments.Number("--seed", 0UL),
            arguments.Has("--short"));
        arguments.ThrowIfUnread();
        return options;
    }
}
