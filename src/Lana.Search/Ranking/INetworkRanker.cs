namespace Lana.Ranking;

/// <summary>Tells how good assembled networks are before anything is fine-tuned.</summary>
/// <remarks>LANA, section 3.3: the loss on training images with batch norms on the statistics of the current batch,
/// since mixing operations shifts the distributions. The same for the same task, whatever the number of
/// workers.</remarks>
public interface INetworkRanker
{
    /// <summary>What tells this ranker from others, its options among it: a run does not take over what another one
    /// made.</summary>
    /// <value>Default the name of the type.</value>
    string Fingerprint => GetType().FullName ?? GetType().Name;

    /// <summary>Evaluates networks.</summary>
    /// <param name="task">Which, on what.</param>
    /// <param name="progress">Told after each network; null for nobody.</param>
    /// <param name="cancellationToken">Stops within one batch for each worker.</param>
    /// <returns>The mean loss of each network, in order; lower is better.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<IReadOnlyList<double>> RankAsync(
        RankingRequest task, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default);
}
