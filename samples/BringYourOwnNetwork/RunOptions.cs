namespace BringYourOwnNetwork;

/// <summary>The command line.</summary>
/// <param name="Out">The run's directory.</param>
/// <param name="Budget">The share of the teacher's latency that the student may take.</param>
/// <param name="Seed">The seed of all random numbers.</param>
/// <param name="IsShort">True to run every stage in seconds, for a trial and for CI; the results are not meaningful.</param>
internal sealed record RunOptions(string Out, double Budget, ulong Seed, bool IsShort)
{
    public static RunOptions Read(Arguments arguments)
    {
        var options = new RunOptions(
            arguments.Text("--out", "own-network-out"),
            arguments.Number("--budget", 0.7),
            arguments.Number("--seed", 0UL),
            arguments.Has("--short"));
        arguments.ThrowIfUnread();
        return options;
    }
}
