using System.Diagnostics;
using Lana.Candidates;
using Lana.Pretraining;

namespace Lana.Benchmarks.Distillation;

/// <summary>Lana's trainer against its ceiling, in operation-samples per second.</summary>
/// <param name="SamplesPerSecond">The whole call: building, teacher, data, training, records and files.</param>
/// <param name="Ceilings">Forward, backward and update alone, before and after.</param>
/// <param name="Operations">Operations trained.</param>
/// <param name="Steps">Steps of each.</param>
/// <param name="BareConvolutions">Forward, backward and update of only their convolutions.</param>
/// <param name="ProcessorShare">The ceiling's processor time for a sample over Lana's: neither other processes on the
/// machine nor waiting count.</param>
internal sealed record SpeedReport(
    double SamplesPerSecond,
    IReadOnlyList<double> Ceilings,
    int Operations,
    int Steps,
    double BareConvolutions,
    double ProcessorShare)
{
    private const int CeilingSteps = 24;

    public double CeilingShare => SamplesPerSecond / Ceilings.Average();

    /// <summary>The share of the ceiling's time that its convolutions take.</summary>
    public double ConvolutionShare => Ceilings.Average() / BareConvolutions;

    public static async Task<SpeedReport> RunAsync(
        Workload workload,
        IReadOnlyList<Candidate> candidates,
        string folder,
        DistillationSettings settings,
        CancellationToken cancellationToken)
    {
        var processor = new List<TimeSpan> { ProcessorTime };
        var before = await Ceiling.RunAsync(candidates, settings.Workers, CeilingSteps, cancellationToken);
        processor.Add(ProcessorTime);
        var options = new PretrainingOptions { Workers = settings.Workers };
        var speed = await TrainAsync(workload, candidates, folder, settings, options, cancellationToken);
        processor.Add(ProcessorTime);
        var after = await Ceiling.RunAsync(candidates, settings.Workers, CeilingSteps, cancellationToken);
        processor.Add(ProcessorTime);
        var bare = await Ceiling.RunBareAsync(candidates, settings.Workers, CeilingSteps, cancellationToken);
        var ceiling = (processor[1] - processor[0] + processor[3] - processor[2]) / (2.0 * (Ceiling.FirstSteps + CeilingSteps));
        return new SpeedReport(
            speed,
            [before, after],
            candidates.Count,
            settings.Steps,
            bare,
            ceiling / ((processor[2] - processor[1]) / settings.Steps));
    }

    /// <summary>Trains and returns operation-samples per second.</summary>
    public static async Task<double> TrainAsync(
        Workload workload,
        IReadOnlyList<Candidate> candidates,
        string folder,
        DistillationSettings settings,
        PretrainingOptions options,
        CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await workload.TrainAsync(candidates, folder, settings.Steps, options, null, cancellationToken);
        return (double)candidates.Count * settings.Steps * Workload.BatchSize
            / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static TimeSpan ProcessorTime => Environment.CpuUsage.TotalTime;
}
