using Lana.Pool;

namespace Lana.Pretraining;

/// <summary>Trains operations against the teacher's own features.</summary>
/// <remarks>LANA, section 3.2, Eq. 2. For the same request and options the result is the same, byte for byte, whatever the
/// number of workers and however often the run was stopped in between.</remarks>
public interface ICandidateTrainer
{
    /// <summary>Trains what the pool does not have yet.</summary>
    /// <param name="request">What, from what, and where to.</param>
    /// <param name="progress">Told after each group of steps; null for nobody.</param>
    /// <param name="cancellationToken">Stops within one batch; finished groups stay in the pool.</param>
    /// <returns>The pool's entries for the request's candidates, trained and failed.</returns>
    /// <exception cref="ArgumentException">An operation does not give its layer's shape; the message names
    /// both.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="OutputException">The pool's directory cannot be written.</exception>
    Task<IReadOnlyList<PoolEntry>> TrainAsync(
        PretrainingRequest request, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default);
}
