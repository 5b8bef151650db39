using Lana.Pool;

namespace Lana.Pretraining;

/// <summary>Trains candidates against the teacher's own features.</summary>
/// <remarks>LANA, section 3.2, Eq. 2. The result is the same, byte for byte, for the same request and options, whatever
/// the number of workers, also if the training was stopped and continued.</remarks>
public interface ICandidateTrainer
{
    /// <summary>Trains the candidates that the pool does not have yet.</summary>
    /// <param name="request">The candidates, the teacher, the data and the pool.</param>
    /// <param name="progress">Receives progress after each window of steps; null disables it.</param>
    /// <param name="cancellationToken">Stops within one batch; finished groups stay in the pool.</param>
    /// <returns>The pool's entries for the request's candidates, trained and failed.</returns>
    /// <exception cref="ArgumentException">An operation's output does not have its layer's shape; the message names
    /// both.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="OutputException">The pool's directory cannot be written.</exception>
    Task<IReadOnlyList<PoolEntry>> TrainAsync(
        PretrainingRequest request,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
