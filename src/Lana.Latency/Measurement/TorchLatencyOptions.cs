using System.ComponentModel.DataAnnotations;

namespace Lana.Measurement;

/// <summary>How a <see cref="TorchLatencyMeter"/> measures.</summary>
public sealed class TorchLatencyOptions
{
    /// <summary>Threads that torch computes with.</summary>
    /// <value>Default 1; at least 1.</value>
    [Range(1, 1024)]
    public int Threads { get; set; } = 1;

    /// <summary>Examples per run.</summary>
    /// <value>Default 1; at least 1.</value>
    [Range(1, 65536)]
    public int Batch { get; set; } = 1;

    /// <summary>How long each subject is measured at most; warm-up and what other processes take are not
    /// counted.</summary>
    /// <value>Default 10 ms; 1 ms to 1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan TimePerSubject { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Rounds that are always run; each times every subject of the window once. Half as many where all are
    /// whole networks, timed three times in each, and take ten times as long as <see cref="TimePerSubject"/>.</summary>
    /// <value>Default 10; 3 to 10,000.</value>
    [Range(3, 10_000)]
    public int MinRounds { get; set; } = 10;

    /// <summary>Modules that are alive at once at most, which bounds the memory.</summary>
    /// <value>Default 32; 1 to 4,096.</value>
    [Range(1, 4096)]
    public int MaxSessions { get; set; } = 32;

    /// <summary>Whether time in which other processes had the processor is left out.</summary>
    /// <value>Default true. Holds for one thread, on Linux and macOS; elsewhere the time on the wall is taken.</value>
    public bool LeaveOutInterruptions { get; set; } = true;

    /// <summary>How much may be spent on waiting for a calm moment while others disturb: so much of the time that was
    /// measured, and of the first twenty seconds.</summary>
    /// <value>Default 0.5; 0 (never waits) to 100.</value>
    [Range(0.0, 100.0)]
    public double WaitLimit { get; set; } = 0.5;

    /// <summary>Decides the order inside the rounds.</summary>
    /// <value>Default 0.</value>
    public ulong Seed { get; set; }

    internal TorchLatencyOptions Clone() => (TorchLatencyOptions)MemberwiseClone();
}
