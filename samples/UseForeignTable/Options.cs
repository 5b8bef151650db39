namespace UseForeignTable;

/// <summary>The options of the sample.</summary>
/// <param name="Table">A CSV of latencies, measured on another device.</param>
/// <param name="Scores">A CSV of scores, <c>layer,operation,score</c>.</param>
/// <param name="Network">The network that both describe: a registered one, or <c>quickstart</c>.</param>
/// <param name="Resolution">The side of the input in pixels; the Quickstart's teacher has its own.</param>
/// <param name="Device">The name of the other device.</param>
/// <param name="Batch">The number of images per run in the measurement.</param>
/// <param name="Budget">The maximum latency of a network as a share of the teacher's on that device.</param>
/// <param name="Solutions">The number of selections.</param>
/// <param name="Out">The folder of the files.</param>
internal sealed record Options(
    string Table,
    string Scores,
    string Network,
    int Resolution,
    string Device,
    int Batch,
    double Budget,
    int Solutions,
    string Out)
{
    public static Options Read(Arguments arguments)
    {
        var isShort = arguments.Has("--short");
        var example = Path.Combine(AppContext.BaseDirectory, "example");
        var options = new Options(
            arguments.Text("--table", Path.Combine(example, "table.csv")),
            arguments.Text("--scores", Path.Combine(example, "scores.csv")),
            arguments.Text("--network", NamedNetwork.Quickstart),
            arguments.Number("--resolution", 224),
            arguments.Text("--device", "another device"),
            arguments.Number("--batch", 1),
            arguments.Number("--budget", 0.4),
            arguments.Number("--solutions", isShort ? 2 : 8),
            arguments.Text("--out", "use-foreign-table-out"));
        arguments.ThrowIfUnread();
        return options;
    }
}
