using Samples;

namespace Lana.Benchmarks.Ilp;

/// <summary>The options of the verb <c>ilp</c>.</summary>
/// <param name="PulpSeconds">The time for which PuLP adds overlap rows, for each problem and gap.</param>
/// <param name="Instances">Generated instances for the first optimum, five budgets each.</param>
/// <param name="Solutions">K of the diverse runs.</param>
/// <param name="Out">The file of the result in addition to the console; null for none.</param>
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
