namespace Lana.Solvers;

/// <summary>The result of a selector.</summary>
/// <param name="Status">The status of the solutions as a whole.</param>
/// <param name="Solutions">The selections in the order of Eq. 4: each was searched for given the ones before
/// it.</param>
/// <param name="Infeasibility">The reason why there is no selection; null unless <paramref name="Status"/> is
/// <see cref="SelectionStatus.Infeasible"/>.</param>
/// <param name="Warnings">Everything that was left out of the problem, with the reason, and rules without effect.</param>
/// <param name="IsExhausted">True if it is proven that no further selection keeps the overlap: there are fewer
/// solutions than requested because there are no more.</param>
public sealed record SelectionResult(
    SelectionStatus Status,
    IReadOnlyList<SelectionSolution> Solutions,
    SelectionInfeasibility? Infeasibility,
    IReadOnlyList<string> Warnings,
    bool IsExhausted = false)
{
    /// <summary>The first solution.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says why.</exception>
    public SelectionSolution Best => Solutions.Count > 0
        ? Solutions[0]
        : throw new InvalidOperationException(
            Infeasibility?.Message ?? "No selection was found in the time given; raise SelectionOptions.TimeLimit.");
}
