using Lana.Networks;

namespace Lana.Acceleration;

/// <summary>What every stage of one acceleration needs.</summary>
internal sealed record RunContext(
    AccelerationParts Parts, AccelerationSettings Settings, AcceleratorOptions Options, RunDirectory Run)
{
    public required LayeredNetwork Teacher { get; init; }

    public required TrainingData Data { get; init; }

    public required IProgress<LanaProgress>? Progress { get; init; }

    public required CancellationToken CancellationToken { get; init; }
}
