namespace Lana.FineTuning;

/// <summary>Trains a network as a whole, with or without a teacher.</summary>
/// <remarks>LANA, section 3.4. The result is the same, byte for byte, for the same request, options and number of
/// threads, also if the training was stopped and continued.</remarks>
public interface IFineTuner
{
    /// <summary>The hash of everything in the fine-tuner that a result depends on, its options included: results of
    /// another fingerprint are not reused.</summary>
    /// <value>Default the name of the type.</value>
    string Fingerprint => GetType().FullName ?? GetType().Name;

    /// <summary>Whether it trains nothing; an accelerator then recalibrates the student's batch norms.</summary>
    /// <value>Default false.</value>
    bool IsOff => false;

    /// <summary>Trains the student in place.</summary>
    /// <param name="request">The student, its data and its teacher.</param>
    /// <param name="progress">Receives progress after each step; null disables it.</param>
    /// <param name="cancellationToken">Stops within one batch; the last checkpoint stays.</param>
    /// <returns>Losses and accuracy; the student has its final weights.</returns>
    /// <exception cref="ArgumentException">The student is a view (<see cref="Network.OwnsModules"/>), or the
    /// teacher's data are not as many examples as the student's.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The request's epochs are less than 1.</exception>
    /// <exception cref="NonFiniteLossException">The loss was not finite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="Weights.SafetensorsException">The checkpoint is damaged: delete it to begin again.</exception>
    Task<FineTuningResult> FineTuneAsync(
        FineTuningRequest request,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
