namespace Lana.Measurement;

/// <summary>The options that all meters share.</summary>
public abstract class LatencyMeterOptions
{
    private protected LatencyMeterOptions(TimeSpan timePerSubject) => TimePerSubject = timePerSubject;

    /// <summary>The number of threads that compute one operator; the calling thread is one of them.</summary>
    /// <value>Default 1, which causes and suffers the least interference on a shared machine; 1 to 1,024.</value>
    [Range(1, 1024)]
    public int Threads { get; set; } = 1;

    /// <summary>The number of examples per run.</summary>
    /// <value>Default 1; 1 to 65,536.</value>
    [Range(1, 65536)]
    public int Batch { get; set; } = 1;

    /// <summary>The maximum time for which each subject is measured, without warm-up and interruptions;
    /// <see cref="MinRounds"/> are run even if they take longer.</summary>
    /// <value>Default 5 ms for ONNX Runtime and 10 ms for TorchSharp; 1 ms to 1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan TimePerSubject { get; set; }

    /// <summary>The minimum number of rounds, in each of which every subject of the window is timed once; half as many for
    /// whole networks that take ten times as long as <see cref="TimePerSubject"/>.</summary>
    /// <value>Default 10; 3 to 10,000.</value>
    [Range(3, 10_000)]
    public int MinRounds { get; set; } = 10;

    /// <summary>The maximum number of models that are loaded at once, which bounds the memory.</summary>
    /// <value>Default 32; 1 to 4,096.</value>
    [Range(1, 4096)]
    public int MaxSessions { get; set; } = 32;

    /// <summary>True to leave out time in which other processes had the processor.</summary>
    /// <value>Default true. Applies to one thread on the processor, on Linux and macOS.</value>
    public bool LeaveOutInterruptions { get; set; } = true;

    /// <summary>The maximum time of waiting for undisturbed moments, as a share of the time that was measured, and of the
    /// first twenty seconds.</summary>
    /// <value>Default 0.5; 0 (never waits) to 100.</value>
    [Range(0.0, 100.0)]
    public double WaitLimit { get; set; } = 0.5;

    /// <summary>Determines the order inside the rounds, and the random inputs.</summary>
    /// <value>Default 0.</value>
    public ulong Seed { get; set; }

    // With more threads the work is not all done by the calling thread.
    internal virtual bool ExcludesInterruptions =>
        LeaveOutInterruptions && Threads == 1 && ThreadStopwatch.IsSupported;

    internal virtual MeasuringPlan ToPlan() => new(
        TimePerSubject,
        MinRounds,
        Math.Max(MeasuringPlan.DefaultMaxRounds, MinRounds),
        MeasuringPlan.DefaultTargetError,
        MeasuringPlan.DefaultMaxWarmUpRuns,
        Seed)
    {
        WaitLimit = WaitLimit,
    };

    /// <summary>A copy of valid options, or of the defaults.</summary>
    internal static TOptions Checked<TOptions>(IValidateOptions<TOptions> validator, TOptions? options)
        where TOptions : LatencyMeterOptions, new() =>
        (TOptions)validator.Require(options ?? new TOptions()).MemberwiseClone();
}
