using System.Diagnostics;
using Lana.Native;
using Lana.Pretraining;
using Lana.Training;
using Samples;
using static Lana.Benchmarks.VerbReport;

namespace Lana.Benchmarks.Distillation;

/// <summary>The distillation, measured: speed against a plain loop and against the ceiling, scoring, memory,
/// repeatability.</summary>
internal sealed class DistillationVerb : IBenchmarkVerb
{
    public string Name => "distillation";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var (output, part) = (arguments.Text("--out"), arguments.Text("--part"));
        var settings = DistillationSettings.Read(arguments);
        arguments.ThrowIfUnread();
        TorchRuntime.Initialize(part != "plain-default");
        using var folder = new TemporaryFolder();
        using var workload = new Workload();
        var report = part is null
            ? await AllAsync(workload, folder.Path, settings, cancellationToken)
            : await PartAsync(part, workload, folder.Path, settings, cancellationToken);
        await FinishAsync(report, output, cancellationToken);
        return 0;
    }

    private static async Task<object> PartAsync(
        string part,
        Workload workload,
        string folder,
        DistillationSettings settings,
        CancellationToken cancellationToken) => part switch
        {
            "plain-default" or "plain-tuned" => PlainReport.Run(
                workload, workload.Candidates(settings.Operations), settings.PlainSteps, cancellationToken),
            "lana" => await SpeedReport.RunAsync(
                workload, workload.Candidates(settings.Operations), folder, settings, cancellationToken),
            "memory" => await MemoryReport.RunAsync(workload, folder, settings, cancellationToken),
            "growth" => await GrowthReport.RunAsync(workload, folder, settings, cancellationToken),
            _ => throw new ArgumentException($"There is no part '{part}'."),
        };

    private static async Task<object> AllAsync(
        Workload workload, string folder, DistillationSettings settings, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var load = Load();
        var candidates = workload.Candidates(settings.Operations);
        var plain = Told("plain, default allocator", await Child.RunAsync<PlainReport>(
            "plain-default", settings, cancellationToken));
        var tuned = Told("plain, Lana's allocator", await Child.RunAsync<PlainReport>(
            "plain-tuned", settings, cancellationToken));
        var pool = Path.Combine(folder, "pool");
        var speed = Told("Lana", await SpeedReport.RunAsync(workload, candidates, pool, settings, cancellationToken));
        var mixed = Told("Lana, bfloat16", await SpeedReport.TrainAsync(
            workload,
            candidates,
            Path.Combine(folder, "mixed"),
            settings,
            new PretrainingOptions { Workers = settings.Workers, Precision = TrainingPrecision.Mixed },
            cancellationToken));
        var scoring = Told("scoring", await ScoringReport.RunAsync(workload, candidates, pool, settings, cancellationToken));
        var identical = Told("identical", await Identical.RunAsync(workload, folder, settings, cancellationToken));
        var memory = new List<MemoryReport>();
        foreach (var operations in (int[])[10, 50, 197])
        {
            memory.Add(Told("memory", await Child.RunAsync<MemoryReport>(
                "memory", settings with { Operations = operations }, cancellationToken)));
        }

        var growth = Told("growth", await Child.RunAsync<GrowthReport>("growth", settings, cancellationToken));
        return new DistillationReport
        {
            Speedup = speed.SamplesPerSecond / plain.SamplesPerSecond,
            SpeedupTuned = speed.SamplesPerSecond / tuned.SamplesPerSecond,
            CeilingShare = speed.CeilingShare,
            SpeedupMixed = mixed / plain.SamplesPerSecond,
            ScoringSpeedup = scoring.Speedup,
            ScoringRaceSpeedup = scoring.RaceSpeedup,
            ScoringMaxError = scoring.MaxError,
            PeakOverBudget = memory.Max(report => report.PeakOverBudget),
            GrowthBytesPerStep = growth.BytesPerStep,
            BitIdenticalWorkers = identical,
            PlainDefault = plain,
            PlainTuned = tuned,
            Lana = speed,
            Scoring = scoring,
            Memory = memory,
            Growth = growth,
            Settings = settings,
            Cores = Environment.ProcessorCount,
            Load = [load, Load()],
            At = DateTimeOffset.UtcNow,
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
        };
    }

    private static string Load() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
