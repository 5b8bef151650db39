namespace Lana.Scoring;

/// <summary>Scores candidates: the change of the network's loss or outputs when one candidate alone replaces its
/// layer.</summary>
/// <remarks>LANA, section 3.3, Eq. 3. The scores are the same for the same request and options, whatever the number of
/// workers.</remarks>
public interface ICandidateScorer
{
    /// <summary>The hash of everything in the scorer that a score depends on, including its options: scores with
    /// another fingerprint are not reused.</summary>
    /// <value>Default the name of the type.</value>
    string Fingerprint => GetType().FullName ?? GetType().Name;

    /// <summary>Scores every candidate.</summary>
    /// <param name="request">The teacher, its candidates and the data.</param>
    /// <param name="progress">Receives progress after each batch of images; null disables it.</param>
    /// <param name="cancellationToken">Stops within one batch.</param>
    /// <returns>a_ij for each candidate; not finite if the network's output was not. Candidates that failed or were
    /// dropped according to the pool are left out.</returns>
    /// <exception cref="KeyNotFoundException">An operation was not trained.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<ScoreTable> ScoreAsync(
        ScoringRequest request,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
