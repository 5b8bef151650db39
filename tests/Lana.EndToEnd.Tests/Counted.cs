using Lana.FineTuning;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Ranking;
using Lana.Scoring;
using Lana.Selections;

namespace Lana;

/// <summary>Counts what the stages are asked to do, and lets Lana's own parts do it.</summary>
internal sealed class Counted(
    ICandidateTrainer trainer, ICandidateScorer scorer, INetworkRanker ranker, IFineTuner tuner)
    : ICandidateTrainer, ICandidateScorer, INetworkRanker, IFineTuner
{
    /// <summary>What it says of itself; null for what the part within says.</summary>
    public (string? Scorer, string? Ranker, string? FineTuner) Fingerprints { get; init; }

    string ICandidateScorer.Fingerprint => Fingerprints.Scorer ?? scorer.Fingerprint;

    string INetworkRanker.Fingerprint => Fingerprints.Ranker ?? ranker.Fingerprint;

    string IFineTuner.Fingerprint => Fingerprints.FineTuner ?? tuner.Fingerprint;

    bool IFineTuner.IsOff => tuner.IsOff;

    /// <summary>Operations trained, as far as the pool did not have them.</summary>
    public int Trained { get; private set; }

    /// <summary>What the trainer was told that operations cost.</summary>
    public CostTable? Costs { get; private set; }

    public int Scorings { get; private set; }

    public int Rankings { get; private set; }

    public int FineTunings { get; private set; }

    public Task<IReadOnlyList<PoolEntry>> TrainAsync(
        PretrainingRequest task, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var known = task.Pool.Entries.Select(entry => (entry.Key.Layer, entry.Key.Operation, entry.Fingerprint)).ToHashSet();
        Costs = task.Costs;
        return CountAsync();

        async Task<IReadOnlyList<PoolEntry>> CountAsync()
        {
            var entries = await trainer.TrainAsync(task, progress, cancellationToken);
            Trained += entries.Count(entry => !known.Contains((entry.Key.Layer, entry.Key.Operation, entry.Fingerprint)));
            return entries;
        }
    }

    public Task<ScoreTable> ScoreAsync(
        ScoringRequest task, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Scorings++;
        return scorer.ScoreAsync(task, progress, cancellationToken);
    }

    public Task<IReadOnlyList<double>> RankAsync(
        RankingRequest task, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Rankings++;
        return ranker.RankAsync(task, progress, cancellationToken);
    }

    public Task<FineTuningResult> FineTuneAsync(
        FineTuningRequest task, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        FineTunings++;
        return tuner.FineTuneAsync(task, progress, cancellationToken);
    }
}
