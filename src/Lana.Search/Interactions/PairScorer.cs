using Lana.Pool;
using Lana.Ranking;
using Lana.Selection;

namespace Lana.Interactions;

/// <summary>Measures what two operations do to the loss together beyond what each does alone.</summary>
/// <remarks>LANA, section 3.3, adds up single changes (Eq. 3), which misjudges operations that act on each other: for a
/// chosen few pairs this is the second-order term. The loss is the ranker's, with batch norms on the statistics of the
/// batch, since that is what assembled networks are compared by. Safe to share between threads where the ranker is; the
/// same for the same task and ranker.</remarks>
/// <param name="ranker">Evaluates the networks.</param>
public sealed class PairScorer(INetworkRanker ranker)
{
    /// <summary>Measures pairs: L(both) − L(first) − L(second) + L(teacher).</summary>
    /// <param name="task">Which, on what.</param>
    /// <param name="progress">Told after each network; null for nobody.</param>
    /// <param name="cancellationToken">Stops within one batch for each worker.</param>
    /// <returns>A term for each pair, in order; one that is not finite, because a network's loss was not, is left
    /// out.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="task"/> is null.</exception>
    /// <exception cref="ArgumentException">Both operations of a pair are in one layer.</exception>
    /// <exception cref="KeyNotFoundException">An operation was not trained.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<IReadOnlyList<PairTerm>> ScoreAsync(
        PairScoringTask task, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (task.Pairs.FirstOrDefault(pair => pair.First.Layer.Index == pair.Second.Layer.Index) is { } same)
        {
            throw new ArgumentException(
                $"A pair is of two layers; both '{same.First.Operation}' and '{same.Second.Operation}' are in " +
                $"'{same.First.Layer.Name}'.",
                nameof(task));
        }

        var singles = task.Pairs.SelectMany(pair => new[] { pair.First, pair.Second }).DistinctBy(Key).ToList();
        IEnumerable<CandidateJob[]> swaps =
        [
            [],
            .. singles.Select(job => new[] { job }),
            .. task.Pairs.Select(pair => new[] { pair.First, pair.Second }),
        ];
        var networks = swaps.Select(jobs => task.Pool.Assemble(task.Teacher, jobs)).ToList();
        var losses = await ranker
            .RankAsync(new RankingTask(networks, task.Data) { Seed = task.Seed }, progress, cancellationToken)
            .ConfigureAwait(false);
        var alone = singles.Zip(losses.Skip(1)).ToDictionary(pair => Key(pair.First), pair => pair.Second);
        return
        [
            .. task.Pairs
                .Zip(losses.Skip(1 + singles.Count), (pair, together) => new PairTerm(
                    pair.First.Layer.Name,
                    pair.First.Operation.Name,
                    pair.Second.Layer.Name,
                    pair.Second.Operation.Name,
                    together - alone[Key(pair.First)] - alone[Key(pair.Second)] + losses[0]))
                .Where(term => double.IsFinite(term.Score)),
        ];
    }

    private static SelectedOperation Key(CandidateJob job) => new(job.Layer.Name, job.Operation.Name);
}
