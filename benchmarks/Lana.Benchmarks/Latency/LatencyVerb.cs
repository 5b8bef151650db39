using System.Diagnostics;
using System.Text.Json;
using Lana.Models;
using Lana.Networks;
using Samples;


namespace Lana.Benchmarks.Latency;

/// <summary>Measures the accuracy of latency predictions, the repeatability of tables, and whether budgets are met.</summary>
internal sealed class LatencyVerb : IBenchmarkVerb
{
    public string Name => "latency";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var plan = LatencyPlan.Read(arguments);
        var started = Stopwatch.GetTimestamp();
        using var folder = new TemporaryFolder();
        var report = await MeasureAsync(plan, folder.Path, cancellationToken);
        await VerbReport.FinishAsync(
            report with { Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds }, plan.Out, cancellationToken);
        return 0;
    }

    private static async Task<LatencyReport> MeasureAsync(
        LatencyPlan plan, string folder, CancellationToken cancellationToken)
    {
        var quickstart = Teacher.Define(Teacher.Phi, "teacher");
        var networks = new Dictionary<string, NetworkReport>();
        if (plan.Has(LatencyPlan.Quickstart))
        {
            networks["quickstart"] = await QuickstartAsync(plan, quickstart, folder, cancellationToken);
        }

        var runtimes = plan.Has(LatencyPlan.Runtimes)
            ? Told("runtimes", await new RuntimeComparison(plan, quickstart, cancellationToken).RunAsync())
            : null;
        if (plan.Has(LatencyPlan.B0))
        {
            var b0 = ModelRegistry.Define("efficientnet_b0", new NetworkOptions { Resolution = plan.B0Resolution });
            networks["efficientnet_b0"] = Told("efficientnet_b0", await new NetworkRun(plan, b0, cancellationToken)
                .RunAsync(Path.Combine(folder, "b0"), isBurned: false));
        }

        return new LatencyReport
        {
            IsShort = plan.IsShort,
            Networks = networks,
            Runtimes = runtimes,
            Paper = plan.Has(LatencyPlan.Paper)
                ? Told("paper", await PaperTable.RunAsync(plan, quickstart, cancellationToken))
                : null,
            Device = plan.OnnxMeter().Profile,
            At = DateTimeOffset.UtcNow,
            Seconds = 0.0,
        };
    }

    private static async Task<NetworkReport> QuickstartAsync(
        LatencyPlan plan, NetworkDefinition teacher, string folder, CancellationToken cancellationToken)
    {
        var run = Path.Combine(folder, "quickstart");
        var network = new NetworkRun(plan, teacher, cancellationToken);
        var report = Told("quickstart", await network.RunAsync(run, isBurned: true));
        if (!plan.Has(LatencyPlan.Budgets))
        {
            return report;
        }

        var rows = await new BudgetRun(plan, run, cancellationToken).RunAsync(report.FastestMs / report.TeacherMs);
        return report with
        {
            BudgetsKept = rows.Count(row => row.IsKept),
            BudgetUse = rows.Average(row => row.Use),
            Budgets = rows,
        };
    }

    private static T Told<T>(string what, T value)
    {
        Console.WriteLine($"{what}: {JsonSerializer.Serialize(value, JsonSerializerOptions.Web)}");
        return value;
    }
}
