using Lana.Pipeline;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Scoring;

namespace Lana.Sharding;

/// <summary>Stands in the place of the trainer and the scorer where units have done their work.</summary>
internal sealed class MergedParts(ICandidateScorer scorer, IReadOnlyList<UnitResult> results) : ICandidateTrainer, ICandidateScorer
{
    string ICandidateScorer.Fingerprint => scorer.Fingerprint;

    public Task<IReadOnlyList<PoolEntry>> TrainAsync(
        PretrainingRequest request, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<PoolEntry>>(
            [.. request.Candidates.Where(candidate => candidate.NeedsTraining).Select(candidate => request.Pool.Find(candidate.Key)!)]);

    public Task<ScoreTable> ScoreAsync(
        ScoringRequest request, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var files = results.Select(result => result.Scores).OfType<ScoreFile>().ToList();
        if (files.Count == 0)
        {
            // Nothing can change: the scorer has nothing to run either.
            return scorer.ScoreAsync(request, progress, cancellationToken);
        }

        var scores = files.SelectMany(file => file.Entries).ToDictionary(entry => entry.Key, entry => entry.Score);
        return Task.FromResult(new ScoreTable(
            files[0].Unit,
            files[0].Origin,
            request.Candidates
                .Where(candidate => candidate.IsTeacher || scores.ContainsKey(candidate.Key))
                .Select(candidate => new ScoreEntry(candidate.Key, scores.GetValueOrDefault(candidate.Key)))));
    }
}
