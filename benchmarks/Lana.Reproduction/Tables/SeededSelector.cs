using Lana.Problem;
using Lana.Solvers;

namespace Lana.Reproduction.Tables;

/// <summary>A selector that uses the seed of the cell.</summary>
internal sealed class SeededSelector(IOperationSelector inner, int seed) : IOperationSelector
{
    public string Fingerprint => $"{inner.Fingerprint} {seed}";

    public SelectionResult Select(
        SelectionProblem problem,
        SelectionOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default) => inner.Select(
            problem,
            new SelectionOptions { Solutions = options?.Solutions ?? 1, Seed = seed },
            progress,
            cancellationToken);
}
