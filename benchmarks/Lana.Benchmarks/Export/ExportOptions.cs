using Samples;

namespace Lana.Benchmarks.Export;

/// <summary>The options of the verb <c>export</c>.</summary>
/// <param name="Theirs">The ONNX file of torchvision's network; null to create it.</param>
/// <param name="Repeats">Interleaved measurements of both.</param>
/// <param name="Seconds">The duration of the timing of each network in one of them.</param>
/// <param name="Out">The file of the result in addition to the console; null for none.</param>
internal sealed record ExportOptions(string? Theirs, int Repeats, double Seconds, string? Out)
{
    public static ExportOptions Read(Arguments arguments)
    {
        var options = new ExportOptions(
            arguments.Text("--theirs"),
            arguments.Number("--repeats", 9),
            arguments.Number("--seconds", 3.0),
            arguments.Text("--out"));
        arguments.ThrowIfUnread();
        return options;
    }
}
