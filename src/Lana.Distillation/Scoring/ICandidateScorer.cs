using Lana.Selections;

namespace Lana.Scoring;

/// <summary>Scores operations: how much the network changes when one alone takes its layer's place.</summary>
/// <remarks>LANA, section 3.3, Eq. 3. The same for the same request and options, whatever the number of workers.</remarks>
public interface ICandidateScorer
{
    /// <summary>What tells this scorer from others, its options among it: a run does not take over what another one
    /// made.</summary>
    /// <value>Default the name of the type.</value>
    string Fingerprint => GetType().FullName ?? GetType().Name;

    /// <summary>Scores every candidate.</summary>
    /// <param name="request">What, on what.</param>
    /// <param name="progress">Told after each batch of images; null for nobody.</param>
    /// <param name="cancellationToken">Stops within one batch.</param>
    /// <returns>a_ij for each candidate; not finite where the network's output was not. Operations that the pool records as
    /// failed or dropped are not in it.</returns>
    /// <exception cref="KeyNotFoundException">An operation was not trained.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<ScoreTable> ScoreAsync(
        ScoringRequest request, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default);
}
