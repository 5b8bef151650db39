namespace Lana.Selection;

/// <summary>Selects for many budgets or devices in one call.</summary>
public static class SelectionSweepExtensions
{
    /// <summary>Selects once for each budget, several at a time.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="problem">The numbers and the rules.</param>
    /// <param name="budgets">The budgets: of one cost for a sweep, of several for several devices. Each replaces the
    /// limits
    /// of its cost; for a cost that no budget names the problem's limits stay; of the other named ones none
    /// counts.</param>
    /// <param name="options">How to search; null for the first solution only, proven.</param>
    /// <param name="progress">Told after every budget; null for nobody.</param>
    /// <param name="cancellationToken">Stops the search: budgets not reached have the status
    /// <see cref="SelectionStatus.TimedOut"/>.</param>
    /// <returns>One result for each budget, in their order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A budget names a cost that is not there, or is not finite.</exception>
    public static async Task<IReadOnlyList<SelectionResult>> SweepAsync(
        this IOperationSelector selector,
        SelectionProblem problem,
        IReadOnlyList<CostBudget> budgets,
        SelectionOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(budgets);
        options ??= new SelectionOptions { Solutions = 1 };
        var free = budgets.Select(budget => budget.Cost).Distinct().Aggregate(problem, (p, cost) => p.WithLimit(cost));
        SelectionProblem[] problems = [.. budgets.Select(budget => free.WithLimit(budget.Cost, maximum: budget.Maximum))];
        var results = new SelectionResult[problems.Length];
        var done = 0;
        void Solve(int i)
        {
            results[i] = selector.Select(problems[i], options, progress: null, cancellationToken);
            progress?.Report(new LanaProgress("sweeping", Interlocked.Increment(ref done), problems.Length));
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ThreadCount };
        await Task.Run(() => Parallel.For(0, problems.Length, parallel, Solve), CancellationToken.None).ConfigureAwait(false);
        return results;
    }
}
