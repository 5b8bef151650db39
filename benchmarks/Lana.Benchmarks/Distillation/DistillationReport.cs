namespace Lana.Benchmarks.Distillation;

/// <summary>The report that the verb prints as its last line.</summary>
internal sealed record DistillationReport
{
    /// <summary>Lana's operation-samples per second over the plain loop's with the default allocator.</summary>
    public required double Speedup { get; init; }

    /// <summary>The same over the plain loop under Lana's allocator settings.</summary>
    public required double SpeedupTuned { get; init; }

    /// <summary>The same over the plain loop with the default allocator, with convolutions in bfloat16.</summary>
    public required double SpeedupMixed { get; init; }

    /// <summary>Lana's operation-samples per second over those of forward, backward and update alone.</summary>
    public required double CeilingShare { get; init; }

    /// <summary>The speed-up of scoring over a full pass for every operation.</summary>
    public required double ScoringSpeedup { get; init; }

    /// <summary>The same if dominated operations are dropped.</summary>
    public required double ScoringRaceSpeedup { get; init; }

    /// <summary>The largest difference between the two.</summary>
    public required double ScoringMaxError { get; init; }

    /// <summary>The largest peak of the pools over the memory budget.</summary>
    public required double PeakOverBudget { get; init; }

    /// <summary>Growth of the resident memory.</summary>
    public required double GrowthBytesPerStep { get; init; }

    /// <summary>True if 1, 2 and 4 workers give the same losses and files after 20 steps.</summary>
    public required bool BitIdenticalWorkers { get; init; }

    public required PlainReport PlainDefault { get; init; }

    public required PlainReport PlainTuned { get; init; }

    public required SpeedReport Lana { get; init; }

    public required ScoringReport Scoring { get; init; }

    public required IReadOnlyList<MemoryReport> Memory { get; init; }

    public required GrowthReport Growth { get; init; }

    public required DistillationSettings Settings { get; init; }

    public required int Cores { get; init; }

    /// <summary>The machine's load average over a minute, before and after: a busy machine's ratios are rough.</summary>
    public required string[] Load { get; init; }

    public required DateTimeOffset At { get; init; }

    public required double Seconds { get; init; }
}
