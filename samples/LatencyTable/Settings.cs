using System.ComponentModel;
using Lana.Candidates;
using Lana.Measurement;
using Lana.Profiling;
using Spectre.Console.Cli;

namespace LatencyTableSample;

/// <summary>The command line.</summary>
internal sealed class Settings : CommandSettings
{
    private const string OnnxRuntime = "onnxruntime";
    private const string TorchSharp = "torchsharp";
    private const string ShortOperations = "identity,efn_e3_k3,efnv2_e3_k3,cb_bottle_k3_w0.5";

    [CommandOption("--network <NAME>")]
    [Description("A registered network, or quickstart for the Quickstart's teacher.")]
    [DefaultValue("efficientnet_b0")]
    public string Network { get; init; } = "efficientnet_b0";

    [CommandOption("--resolution <N>")]
    [Description("The side of the input in pixels; default: 64, or 32 with --short. The Quickstart's teacher has its own.")]
    public int? Resolution { get; init; }

    [CommandOption("--operations <NAMES>")]
    [Description("Operations, separated by commas; default: the compact search space.")]
    public string? Operations { get; init; }

    [CommandOption("--runtime <NAME>")]
    [Description("onnxruntime or torchsharp.")]
    [DefaultValue(OnnxRuntime)]
    public string Runtime { get; init; } = OnnxRuntime;

    [CommandOption("--threads <N>")]
    [Description("Threads inside one operator.")]
    [DefaultValue(1)]
    public int Threads { get; init; }

    [CommandOption("--batch <N>")]
    [Description("Images per run.")]
    [DefaultValue(1)]
    public int Batch { get; init; }

    [CommandOption("--out <FOLDER>")]
    [Description("The folder of the files; an existing table in it is extended.")]
    [DefaultValue("latency-table-out")]
    public string Out { get; init; } = "latency-table-out";

    [CommandOption("--short")]
    [Description("Takes seconds instead of minutes, for a trial and for CI; the results are not accurate.")]
    public bool IsShort { get; init; }

    public SearchSpace SearchSpace() => (Operations ?? (IsShort ? ShortOperations : null)) is { } names
        ? Lana.Candidates.SearchSpace.Named(names.Split(',', StringSplitOptions.TrimEntries))
        : Lana.Candidates.SearchSpace.Compact;

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
