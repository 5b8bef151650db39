using Lana.Problem;
using Lana.Selections;
using Lana.Solvers;

namespace Lana.Analysis;

/// <summary>Selects for many budgets or devices in one call.</summary>
public static class SelectionSweepExtensions
{
    /// <summary>Selects once for each budget, several at a time.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="problem">The numbers and the rules.</param>
    /// <param name="budgets">The budgets: of one cost for a sweep, of several for several devices. Each replaces the
    /// limits of its cost; for a cost that no budget names the problem's limits stay; of the other named ones none
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
        SelectionProblem[] problems =
            [.. budgets.Select(budget => free.WithLimit(budget.Cost, maximum: budget.Maximum))];
        return await SolveAllAsync(selector, problems, (options, progress), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Selects once for each device against one score table: a network of its own for each.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="scores">The scores; they do not depend on the device.</param>
    /// <param name="devices">The devices. An operation that one device's table does not know is left out there
    /// only.</param>
    /// <param name="options">How to search; null for the first solution only, proven.</param>
    /// <param name="progress">Told after every device; null for nobody.</param>
    /// <param name="cancellationToken">Stops the search: devices not reached have the status
    /// <see cref="SelectionStatus.TimedOut"/>.</param>
    /// <returns>One result for each device, in their order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A maximum is not finite, or the scores are empty.</exception>
    public static async Task<IReadOnlyList<SelectionResult>> SweepAsync(
        this IOperationSelector selector,
        ScoreTable scores,
        IReadOnlyList<DeviceBudget> devices,
        SelectionOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(devices);
        options ??= new SelectionOptions { Solutions = 1 };
        SelectionProblem[] problems =
            [.. devices.Select(device => SelectionProblem.From(scores, device.Latency, device.MaximumMs))];
        return await SolveAllAsync(selector, problems, (options, progress), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<SelectionResult[]> SolveAllAsync(
        IOperationSelector selector,
        SelectionProblem[] problems,
        (SelectionOptions Options, IProgress<LanaProgress>? Progress) how,
        CancellationToken cancellationToken)
    {
        var results = new SelectionResult[problems.Length];
        var done = 0;
        void Solve(int i)
        {
            results[i] = selector.Select(problems[i], how.Options, progress: null, cancellationToken);
            how.Progress?.Report(new LanaProgress("sweeping", Interlocked.Increment(ref done), problems.Length));
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = how.Options.ThreadCount };
        await Task.Run(
            () => Parallel.For(0, problems.Length, parallel, Solve), CancellationToken.None).ConfigureAwait(false);
        return results;
    }
}
