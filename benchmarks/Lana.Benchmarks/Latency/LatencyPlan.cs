using Lana.Candidates;
using Lana.Measurement;
using Samples;

namespace Lana.Benchmarks.Latency;

/// <summary>The extent of the measurements: all requested parts, or a short form that only shows that the verb runs.</summary>
/// <param name="IsShort">True for a short run, whose numbers are not meaningful.</param>
/// <param name="Out">The file of the result in addition to the console; null for none.</param>
/// <param name="Parts">The parts to measure: of <c>quickstart</c>, <c>b0</c>, <c>budgets</c>, <c>runtimes</c> and
/// <c>paper</c>.</param>
internal sealed record LatencyPlan(bool IsShort, string? Out, IReadOnlySet<string> Parts)
{
    public const string Quickstart = "quickstart";
    public const string B0 = "b0";
    public const string Budgets = "budgets";
    public const string Runtimes = "runtimes";
    public const string Paper = "paper";

    private static readonly string[] All = [Quickstart, B0, Budgets, Runtimes, Paper];

    // Operations on which the runtimes disagree: depthwise and dense ones, many small steps and few large ones.
    private static readonly string[] FewOperations =
    [
        "identity", "efn_e1_k3", "efn_e3_k3", "efn_e3_k3_se0.04", "efnv2_e3_k3", "cb_stack_k3_w1", "cb_bottle_k3_w0.5",
    ];

    public SearchSpace SearchSpace => IsShort ? SmallSearchSpace : SearchSpace.Compact;

    public SearchSpace SmallSearchSpace => SearchSpace.Named(FewOperations);

    public int FitNetworks => IsShort ? 6 : 20;

    public int TestNetworks => IsShort ? 5 : 66;

    public int BudgetCount => IsShort ? 3 : 20;

    public int B0Resolution => IsShort ? 32 : 224;

    public static LatencyPlan Read(Arguments arguments)
    {
        var plan = new LatencyPlan(
            arguments.Has("--short"),
            arguments.Text("--out"),
            arguments.Words("--parts", All).ToHashSet());
        arguments.ThrowIfUnread();
        return plan.Parts.Except(All).FirstOrDefault() is { } unknown
            ? throw new ArgumentException($"There is no part '{unknown}': use {string.Join(", ", All)}.")
            : plan.Parts.Contains(Budgets) && !plan.Parts.Contains(Quickstart)
                ? throw new ArgumentException($"The part '{Budgets}' needs the table of the part '{Quickstart}'.")
                : plan;
    }

    public bool Has(string part) => Parts.Contains(part);

    public OnnxRuntimeLatencyMeter OnnxMeter() => new(IsShort
        ? new OnnxRuntimeLatencyOptions { TimePerSubject = TimeSpan.FromMilliseconds(4), MinRounds = 5 }
        : new OnnxRuntimeLatencyOptions());

    public TorchLatencyMeter TorchMeter() => new(IsShort
        ? new TorchLatencyOptions { TimePerSubject = TimeSpan.FromMilliseconds(4), MinRounds = 5 }
        : new TorchLatencyOptions());
}
