using Lana.Measurement;
using Lana.Networks;
using Lana.Solvers;

namespace Lana.Pipeline;

/// <summary>What every stage of one acceleration needs.</summary>
internal sealed record RunContext(
    AccelerationParts Parts, SelectionOptions? Selection, AcceleratorOptions Options, RunDirectory Run)
{
    public required Network Teacher { get; init; }

    public required TrainingData Data { get; init; }

    public required IProgress<LanaProgress>? Progress { get; init; }

    /// <summary>What the teacher took beside the networks that were measured.</summary>
    public TeacherHistory History { get; } = new();

    public required CancellationToken CancellationToken { get; init; }
}
