namespace Lana.Analysis;

/// <summary>Selects for many budgets or several devices.</summary>
public static class OperationSelectorExtensions
{
    /// <summary>Selects once for each budget, several at a time.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="problem">The numbers and the rules.</param>
    /// <param name="budgets">The budgets. Each replaces the limits of its cost; costs that only other budgets name are
    /// not limited, and all others keep the problem's limits.</param>
    /// <param name="options">The options of the search; null for one solution, proven.</param>
    /// <param name="progress">Reports every budget; null disables reports.</param>
    /// <param name="cancellationToken">Stops the search: budgets not reached have the status
    /// <see cref="SelectionStatus.TimedOut"/>.</param>
    /// <returns>One result for each budget, in their order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A budget names a cost that is not there, or is not finite.</exception>
    public static Task<IReadOnlyList<SelectionResult>> SweepAsync(
        this IOperationSelector selector,
        SelectionProblem problem,
        IReadOnlyList<CostBudget> budgets,
        SelectionOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(budgets);
        var free = budgets.Select(budget => budget.Cost).Distinct().Aggregate(problem, (p, cost) => p.WithLimit(cost));
        SelectionProblem[] problems =
            [.. budgets.Select(budget => free.WithLimit(budget.Cost, maximum: budget.Maximum))];
        return selector.SweepAsync(problems, options, progress, cancellationToken);
    }

    /// <summary>Selects once for each problem, several at a time: for example one for each device.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="problems">The problems, for example of <see cref="SelectionProblem.From"/> with one score table and
    /// the latencies of each device.</param>
    /// <param name="options">The options of the search; null for one solution, proven.</param>
    /// <param name="progress">Reports every problem; null disables reports.</param>
    /// <param name="cancellationToken">Stops the search: problems not reached have the status
    /// <see cref="SelectionStatus.TimedOut"/>.</param>
    /// <returns>One result for each problem, in their order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="options"/> is out of range.</exception>
    public static async Task<IReadOnlyList<SelectionResult>> SweepAsync(
        this IOperationSelector selector,
        IReadOnlyList<SelectionProblem> problems,
        SelectionOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(problems);
        options ??= new SelectionOptions { Solutions = 1 };
        var results = new SelectionResult[problems.Count];
        var done = 0;
        void Solve(int i)
        {
            results[i] = selector.Select(problems[i], options, progress: null, cancellationToken);
            progress?.Report(new LanaProgress("sweeping", Interlocked.Increment(ref done), problems.Count));
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ThreadCount };
        await Task.Run(
            () => Parallel.For(0, results.Length, parallel, Solve), CancellationToken.None).ConfigureAwait(false);
        return results;
    }

    /// <summary>Selects one network for several devices: minimises the largest ratio of cost to reference, while the
    /// scores stay within a maximum.</summary>
    /// <param name="selector">An exact selector; with a heuristic one this is a heuristic too.</param>
    /// <param name="problem">The numbers and the rules, with one cost for each device. Its limits stay in force.</param>
    /// <param name="goal">The devices with their references, and the maximum of the scores.</param>
    /// <param name="options">The options of the search; null for the defaults. Only one solution is searched for; the
    /// time limit is that of the whole call.</param>
    /// <param name="cancellationToken">Stops the search: the best so far is returned, with its bound.</param>
    /// <returns>The selection and its largest share. Of all selections that are as fast, it is the best-scoring one.</returns>
    /// <remarks>The best score within the share f of every reference never rises with f, so that f is found by
    /// bisection; each step is solved to proof.</remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The goal names a cost that is not there, or a number is out of
    /// range.</exception>
    public static MinimaxResult SelectMinimax(
        this IOperationSelector selector,
        SelectionProblem problem,
        MinimaxGoal goal,
        SelectionOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(goal);
        goal.ThrowIfInvalid(problem);
        return new MinimaxSearch(selector, problem, goal, options ?? new SelectionOptions(), cancellationToken).Run();
    }
}
