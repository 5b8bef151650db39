using Samples;

namespace Lana.Benchmarks.Ilp;

/// <summary>The options of the verb <c>ilp</c>.</summary>
/// <param name="PulpSeconds">How long PuLP adds overlap rows, for each problem and gap.</param>
/// <param name="Instances">Generated instances for the first optimum, five budgets each.</param>
/// <param name="Solutions">K of the diverse runs.</param>
/// <param name="Out">Where the result goes besides the console; null for nowhere.</param>
internal sealed record IlpOptions(double PulpSeconds, int Instances, int Solutions, string? Out)
{
    public static IlpOptions Read(Arguments arguments)
    {
        var options = new IlpOptions(
            arguments.Number("--pulp-seconds", 300.0),
            arguments.Number("--instances", 20),
            arguments.Number("--solutions", 100),
            arguments.Text("--out"));
        arguments.ThrowIfUnread();
        return options;
    }
}
