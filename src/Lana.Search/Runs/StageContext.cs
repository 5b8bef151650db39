namespace Lana.Runs;

/// <summary>The progress and cancellation of a stage, on which no result depends.</summary>
internal sealed record StageContext(IProgress<LanaProgress>? Progress, CancellationToken CancellationToken);
