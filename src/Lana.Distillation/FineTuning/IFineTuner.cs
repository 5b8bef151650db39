namespace Lana.FineTuning;

/// <summary>Trains a network as a whole, with or without a teacher.</summary>
/// <remarks>LANA, section 3.4. The result is the same, byte for byte, for the same request, options and number of
/// threads, also if the training was stopped and continued.</remarks>
public interface IFineTuner
{
    /// <summary>The hash of everything in the fine-tuner that a result depends on, including its options: results with
    /// another fingerprint are not reused.</summary>
    /// <value>Default the name of the type.</value>
    string Fingerprint => GetType().FullName ?? GetType().Name;

    /// <summary>Gets a value that indicates whether the fine-tuner trains nothing; an accelerator then recalibrates the
    /// student's batch norms.</summary>
    /// <value>Default false.</value>
    bool IsOff => false;

    /// <summary>Returns the length of a fine-tuning on some data, from which shares of it are computed.</summary>
    /// <param name="data">The training images.</param>
    /// <returns>The number of steps; by default null, which means unknown.</returns>
    long? StepsOn(IBatchSource data) => null;

    /// <summary>Trains the student in place.</summary>
    /// <param name="request">The student, its data and its teacher.</param>
    /// <param name="progress">Receives progress after each step; null disables it.</param>
    /// <param name="cancellationToken">Stops within one batch; the last checkpoint stays.</param>
    /// <returns>Losses and accuracy; the student has its final weights.</returns>
    /// <exception cref="ArgumentException">The student is a view (<see cref="Network.OwnsModules"/>), or the teacher's
    /// and the student's data differ in the number of examples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The request's epochs or steps are less than 1.</exception>
    /// <exception cref="NonFiniteLossException">The loss was not finite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="Weights.SafetensorsException">The checkpoint is damaged: delete it to start again.</exception>
    Task<FineTuningResult> FineTuneAsync(
        FineTuningRequest request,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>Trains several students in place, to compare them.</summary>
    /// <remarks>The default implementation trains them one after another. <see cref="FineTuner"/> trains them in
    /// parallel, with one pass over the data and one forward pass of the teacher for all.</remarks>
    /// <param name="requests">The students with their data and teacher. An implementation may require that they differ
    /// only in the student, the origin and the held-out images.</param>
    /// <param name="progress">Receives progress; null disables it.</param>
    /// <param name="cancellationToken">Stops within one batch; the students' weights are then unfinished.</param>
    /// <returns>The results in the order of the requests. A student whose loss was not finite has a
    /// <see cref="FineTuningResult.FinalLoss"/> of +∞ and unspecified weights.</returns>
    /// <exception cref="ArgumentException">A request is refused by <see cref="FineTuneAsync"/>, or the requests cannot
    /// be trained together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A request's epochs or steps are less than 1.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    async Task<IReadOnlyList<FineTuningResult>> FineTuneAllAsync(
        IReadOnlyList<FineTuningRequest> requests,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var results = new List<FineTuningResult>(requests.Count);
        foreach (var request in requests)
        {
            try
            {
                results.Add(await FineTuneAsync(request, progress, cancellationToken).ConfigureAwait(false));
            }
            catch (NonFiniteLossException failure)
            {
                results.Add(FineTuningResult.Diverged(request, failure));
            }
        }

        return results;
    }
}
