using Lana.Networks;

namespace Lana.FineTuning;

/// <summary>Trains a network as a whole, with or without a teacher.</summary>
/// <remarks>LANA, section 3.4. For the same request, options and number of threads the result is the same, byte for byte,
/// however often the training was stopped in between.</remarks>
public interface IFineTuner
{
    /// <summary>What tells this fine-tuner from others, its options among it: a run does not take over what another one
    /// made.</summary>
    /// <value>Default the name of the type.</value>
    string Fingerprint => GetType().FullName ?? GetType().Name;

    /// <summary>Whether it trains nothing: an accelerator then measures the student's batch norms anew.</summary>
    /// <value>Default false.</value>
    bool IsOff => false;

    /// <summary>Trains the student in place.</summary>
    /// <param name="request">What, on what.</param>
    /// <param name="progress">Told after each step; null for nobody.</param>
    /// <param name="cancellationToken">Stops within one batch; the last checkpoint stays.</param>
    /// <returns>How it went; the student has its final weights.</returns>
    /// <exception cref="ArgumentException">The student is a view (<see cref="Network.OwnsModules"/>), or the
    /// teacher's data are not as many examples as the student's.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The request's epochs are less than 1.</exception>
    /// <exception cref="NonFiniteLossException">The loss was not finite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="Weights.SafetensorsException">The checkpoint is damaged: delete it to begin again.</exception>
    Task<FineTuningResult> FineTuneAsync(
        FineTuningRequest request, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default);
}
