using System.ComponentModel.DataAnnotations;
using Microsoft.ML.OnnxRuntime;

namespace Lana.Measurement;

/// <summary>How an <see cref="OnnxRuntimeLatencyMeter"/> measures.</summary>
public sealed class OnnxRuntimeLatencyOptions
{
    internal const string Processor = "cpu";

    /// <summary>Threads inside one operator (intra-op); the calling thread is one of them.</summary>
    /// <value>Default 1, the honest choice on a shared machine; at least 1.</value>
    [Range(1, 1024)]
    public int Threads { get; set; } = 1;

    /// <summary>Examples per run.</summary>
    /// <value>Default 1; at least 1.</value>
    [Range(1, 65536)]
    public int Batch { get; set; } = 1;

    /// <summary>How long each subject is measured at most; warm-up and what other processes take are not
    /// counted.</summary>
    /// <value>Default 5 ms, since many short measurements tell more than one long one; 1 ms to 1 hour.
    /// <see cref="MinRounds"/> are run even if they take longer.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan TimePerSubject { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Rounds that are always run; each times every subject of the window once. Half as many where all are
    /// whole networks, timed three times in each, and take ten times as long as <see cref="TimePerSubject"/>.</summary>
    /// <value>Default 10; 3 to 10,000.</value>
    [Range(3, 10_000)]
    public int MinRounds { get; set; } = 10;

    /// <summary>Rounds after which measuring stops whatever the error.</summary>
    /// <value>Default 400; at least <see cref="MinRounds"/>.</value>
    [Range(3, 1_000_000)]
    public int MaxRounds { get; set; } = 400;

    /// <summary>The relative standard error of the median at which a subject is measured well enough.</summary>
    /// <value>Default 0.001; above 0, at most 0.5.</value>
    [Range(1e-6, 0.5)]
    public double TargetError { get; set; } = 0.001;

    /// <summary>Runs per subject that warm up at most; fewer where the times stop falling.</summary>
    /// <value>Default 30; 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int MaxWarmUpRuns { get; set; } = 30;

    /// <summary>Sessions that are alive at once at most, which bounds the memory.</summary>
    /// <value>Default 32; 1 to 4,096.</value>
    [Range(1, 4096)]
    public int MaxSessions { get; set; } = 32;

    /// <summary>How far ONNX Runtime rewrites the graph.</summary>
    /// <value>Default <see cref="GraphOptimizationLevel.ORT_ENABLE_ALL"/>, as shipped.</value>
    public GraphOptimizationLevel OptimizationLevel { get; set; } = GraphOptimizationLevel.ORT_ENABLE_ALL;

    /// <summary>What <see cref="SessionOptionsFactory"/> runs on, for the device profile; another
    /// <see cref="OptimizationLevel"/> than the default is added to it there.</summary>
    /// <value>Default <c>cpu</c>; something else where there is a factory.</value>
    [Required]
    public string Provider { get; set; } = Processor;

    /// <summary>Makes session options with another execution provider; threads and optimisation level are set
    /// afterwards.</summary>
    /// <value>Default null: ONNX Runtime's own processor code.</value>
    public Func<SessionOptions>? SessionOptionsFactory { get; set; }

    /// <summary>The name of the device, where it is not this machine's processor.</summary>
    /// <value>Default null: what the system calls the processor.</value>
    public string? Device { get; set; }

    /// <summary>Whether time in which other processes had the processor is left out: on a quiet machine nothing
    /// changes, on a shared one the numbers are those of a quiet one.</summary>
    /// <value>Default true. Holds for one thread on the processor, on Linux and macOS; elsewhere the time on the wall
    /// is taken.</value>
    public bool LeaveOutInterruptions { get; set; } = true;

    /// <summary>How much may be spent on waiting for a calm moment while others disturb: so much of the time that was
    /// measured, and of the first twenty seconds. Others on the same processor slow operations by different factors,
    /// for seconds at a time.</summary>
    /// <value>Default 0.5; 0 (never waits) to 100.</value>
    [Range(0.0, 100.0)]
    public double WaitLimit { get; set; } = 0.5;

    /// <summary>Decides the order inside the rounds and the numbers that are fed.</summary>
    /// <value>Default 0.</value>
    public ulong Seed { get; set; }

    // With more threads, or another provider, the work is not all done by the calling thread.
    internal bool ExcludesInterruptions =>
        LeaveOutInterruptions && Threads == 1 && SessionOptionsFactory is null && ThreadStopwatch.IsSupported;

    internal OnnxRuntimeLatencyOptions Clone() => (OnnxRuntimeLatencyOptions)MemberwiseClone();
}
