using Lana.Problem;
using Lana.Solvers;

namespace Lana.Analysis;

/// <summary>Finds one network for several devices.</summary>
public static class MinimaxExtensions
{
    /// <summary>Selects the network whose worst device is best off: the largest of latency over reference is as small
    /// as it can be while the scores stay within a maximum.</summary>
    /// <param name="selector">An exact selector; a heuristic one makes this a heuristic too.</param>
    /// <param name="problem">The numbers and the rules: one cost for each device. Limits that it has stay in
    /// force.</param>
    /// <param name="goal">The devices with their references, and what the scores may add up to.</param>
    /// <param name="options">How to search; null for the defaults. Only the first solution is looked for; the time
    /// limit is that of the whole call.</param>
    /// <param name="cancellationToken">Stops the search: the best so far is returned, with its bound.</param>
    /// <returns>The selection and its worst share. Of all that are as fast it is the best-scoring one.</returns>
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
