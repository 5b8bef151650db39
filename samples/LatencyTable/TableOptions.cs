using Lana.Candidates;
using Lana.Measurement;
using Lana.Profiling;

namespace LatencyTableSample;

/// <summary>The options of the sample.</summary>
/// <param name="Network">A registered network, or <c>quickstart</c> for the Quickstart's teacher.</param>
/// <param name="Resolution">The side of the input in pixels; the Quickstart's teacher has its own.</param>
/// <param name="SearchSpace">The operations.</param>
/// <param name="Runtime"><c>onnxruntime</c> or <c>torchsharp</c>.</param>
/// <param name="Threads">Threads inside one operator.</param>
/// <param name="Batch">Images per run.</param>
/// <param name="Out">The folder of the files; an existing table in it is extended.</param>
/// <param name="IsShort">True for a run of seconds instead of minutes, for a trial and for CI; the results are not
/// accurate.</param>
internal sealed record TableOptions(
    string Network,
    int Resolution,
    SearchSpace SearchSpace,
    string Runtime,
    int Threads,
    int Batch,
    string Out,
    bool IsShort)
{
    private const string OnnxRuntime = "onnxruntime";
    private const string TorchSharp = "torchsharp";

    private static readonly string[] ShortOperations = ["identity", "efn_e3_k3", "efnv2_e3_k3", "cb_bottle_k3_w0.5"];

    public static TableOptions Read(Arguments arguments)
    {
        var isShort = arguments.Has("--short");
        var options = new TableOptions(
            arguments.Text("--network", "efficientnet_b0"),
            arguments.Number("--resolution", isShort ? 32 : 64),
            arguments.Words("--operations", isShort ? ShortOperations : []) is { Count: > 0 } names
                ? SearchSpace.Named(names)
                : SearchSpace.Compact,
            arguments.Text("--runtime", OnnxRuntime),
            arguments.Number("--threads", 1),
            arguments.Number("--batch", 1),
            arguments.Text("--out", "latency-table-out"),
            isShort);
        arguments.ThrowIfUnread();
        return options;
    }

    public LatencyTableBuilder Builder() => IsShort
        ? new LatencyTableBuilder(
            Meter(),
            new LatencyTableOptions { Networks = 4, TimeForPasses = TimeSpan.Zero, TimeForNetworks = TimeSpan.Zero })
        : new LatencyTableBuilder(Meter());

    private ILatencyMeter Meter() => Runtime switch
    {
        OnnxRuntime => new OnnxRuntimeLatencyMeter(new OnnxRuntimeLatencyOptions { Threads = Threads, Batch = Batch }),
        TorchSharp => new TorchLatencyMeter(new TorchLatencyOptions { Threads = Threads, Batch = Batch }),
        _ => throw new ArgumentException($"There is no runtime '{Runtime}': use {OnnxRuntime} or {TorchSharp}."),
    };
}
