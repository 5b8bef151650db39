namespace Lana.Runs;

/// <summary>What every stage needs and no result depends on.</summary>
internal sealed record StageContext(IProgress<LanaProgress>? Progress, CancellationToken CancellationToken);
