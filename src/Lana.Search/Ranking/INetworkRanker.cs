namespace Lana.Ranking;

/// <summary>Compares assembled networks before fine-tuning.</summary>
/// <remarks>LANA, section 3.3: the loss on training images with batch norms on the statistics of the current batch,
/// since mixing operations shifts the distributions. Deterministic for the same request, whatever the number of
/// workers.</remarks>
public interface INetworkRanker
{
    /// <summary>Identifies the ranker and its options: a result with another fingerprint is not reused.</summary>
    /// <value>Default the name of the type.</value>
    string Fingerprint => GetType().FullName ?? GetType().Name;

    /// <summary>Evaluates networks.</summary>
    /// <param name="task">The networks and the images.</param>
    /// <param name="progress">Receives the progress after each network; <see langword="null"/> disables it.</param>
    /// <param name="cancellationToken">Stops within one batch for each worker.</param>
    /// <returns>The mean loss of each network, in order; lower is better.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<IReadOnlyList<double>> RankAsync(
        RankingRequest task, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default);
}
