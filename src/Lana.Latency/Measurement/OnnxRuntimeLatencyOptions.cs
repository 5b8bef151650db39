namespace Lana.Measurement;

/// <summary>Options of an <see cref="OnnxRuntimeLatencyMeter"/>.</summary>
public sealed class OnnxRuntimeLatencyOptions : LatencyMeterOptions
{
    internal const string Processor = "cpu";

    /// <summary>Creates the default options.</summary>
    public OnnxRuntimeLatencyOptions()
        : base(TimeSpan.FromMilliseconds(5))
    {
    }

    /// <summary>The maximum number of rounds, whatever the error.</summary>
    /// <value>Default 400; at least <see cref="LatencyMeterOptions.MinRounds"/>, at most 1,000,000.</value>
    [Range(3, 1_000_000)]
    public int MaxRounds { get; set; } = MeasuringPlan.DefaultMaxRounds;

    /// <summary>The relative standard error of the median at which the measurement of a subject ends.</summary>
    /// <value>Default 0.001; 0.000001 to 0.5.</value>
    [Range(1e-6, 0.5)]
    public double TargetError { get; set; } = MeasuringPlan.DefaultTargetError;

    /// <summary>The maximum number of warm-up runs per subject; fewer are run if the times stop falling.</summary>
    /// <value>Default 30; 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int MaxWarmUpRuns { get; set; } = MeasuringPlan.DefaultMaxWarmUpRuns;

    /// <summary>The level of ONNX Runtime's graph optimisations.</summary>
    /// <value>Default <see cref="GraphOptimizationLevel.ORT_ENABLE_ALL"/>, ONNX Runtime's own default.</value>
    public GraphOptimizationLevel OptimizationLevel { get; set; } = GraphOptimizationLevel.ORT_ENABLE_ALL;

    /// <summary>The name of the execution provider of <see cref="SessionOptionsFactory"/>, for the device profile, to
    /// which an <see cref="OptimizationLevel"/> other than the default is added.</summary>
    /// <value>Default <c>cpu</c>; must be another name if there is a factory.</value>
    [Required]
    public string Provider { get; set; } = Processor;

    /// <summary>Creates session options with another execution provider; threads and optimisation level are set
    /// afterwards.</summary>
    /// <value>Default null: ONNX Runtime's own CPU provider.</value>
    public Func<SessionOptions>? SessionOptionsFactory { get; set; }

    /// <summary>The name of the device, if it is not this machine's processor.</summary>
    /// <value>Default null: the processor's name as the system reports it.</value>
    public string? Device { get; set; }

    // Another provider does its work outside the calling thread.
    internal override bool ExcludesInterruptions => base.ExcludesInterruptions && SessionOptionsFactory is null;

    internal override MeasuringPlan ToPlan() => base.ToPlan() with
    {
        MaxRounds = MaxRounds,
        TargetError = TargetError,
        MaxWarmUpRuns = MaxWarmUpRuns,
    };
}
