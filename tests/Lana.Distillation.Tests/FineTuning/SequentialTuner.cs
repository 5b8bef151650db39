namespace Lana.FineTuning;

/// <summary>A fine-tuner that has only what an implementation must have.</summary>
internal sealed class SequentialTuner(FineTuner tuner) : IFineTuner
{
    public Task<FineTuningResult> FineTuneAsync(
        FineTuningRequest request,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default) => tuner.FineTuneAsync(request, progress, cancellationToken);
}
