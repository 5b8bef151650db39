namespace Lana.Analysis.Refining;

/// <summary>Improves a selection by measuring assembled networks: tries single swaps and keeps those that are
/// better.</summary>
/// <remarks>The sum of scores leaves out how operations act on each other; measuring includes it. Swaps are tried in the
/// order of the sum of scores that they lead to. Deterministic for a deterministic evaluator; networks are evaluated one
/// at a time, none twice. Safe to share between threads.</remarks>
public sealed class SelectionRefiner
{
    private readonly RefinementOptions _options;

    /// <summary>Creates a refiner.</summary>
    /// <param name="options">The limits of a refinement; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public SelectionRefiner(RefinementOptions? options = null)
    {
        _options = new RefinementOptionsValidator().Require(options ?? new RefinementOptions());
    }

    /// <summary>Refines a selection.</summary>
    /// <param name="problem">The problem; every network that is measured keeps its limits and rules.</param>
    /// <param name="start">An operation for each layer of the problem; together they keep its limits and rules.</param>
    /// <param name="evaluate">Measures the network of a selection, for example its loss on training images; lower is
    /// better, and NaN is worse than any number.</param>
    /// <param name="progress">Reports every evaluation; null disables reports.</param>
    /// <param name="cancellationToken">Given to <paramref name="evaluate"/>, and checked before each.</param>
    /// <returns>The best selection that was measured.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="start"/> is not a selection of the problem, or violates its
    /// rules.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<RefinementResult> RefineAsync(
        SelectionProblem problem,
        Selection start,
        Func<SelectionSolution, CancellationToken, ValueTask<double>> evaluate,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(evaluate);
        return await new RefinementRun(problem, start, _options, evaluate, progress)
            .RunAsync(cancellationToken).ConfigureAwait(false);
    }
}
