using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Lana;

/// <summary>The meter and the activity source named Lana.Distillation.</summary>
internal static class DistillationMetrics
{
    private const string Name = "Lana.Distillation";
    private const string Stage = "stage";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Operations = Meter.CreateCounter<long>(
        "lana.distillation.operations", "{operation}", "Operations whose pre-training has ended, by outcome.");

    private static readonly Counter<long> Steps = Meter.CreateCounter<long>(
        "lana.distillation.steps", "{step}", "Training steps taken, by stage.");

    private static readonly Histogram<double> Loss = Meter.CreateHistogram<double>(
        "lana.distillation.loss", description: "Losses: of each step of fine-tuning, the final one of each operation.");

    public static ActivitySource Source { get; } = new(Name);

    public static void CountOperation(string outcome) =>
        Operations.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public static void CountSteps(string stage, long steps) =>
        Steps.Add(steps, new KeyValuePair<string, object?>(Stage, stage));

    public static void RecordLoss(string stage, double loss) =>
        Loss.Record(loss, new KeyValuePair<string, object?>(Stage, stage));
}
