namespace Lana.Solvers;

/// <summary>What a selector found.</summary>
/// <param name="Status">What is known about the solutions as a whole.</param>
/// <param name="Solutions">The selections in the order of Eq. 4: each was searched for given the ones before
/// it.</param>
/// <param name="Infeasibility">Why there is no selection; null unless <paramref name="Status"/> is
/// <see cref="SelectionStatus.Infeasible"/>.</param>
/// <param name="Warnings">What was left out of the problem and why, and rules of it without effect.</param>
/// <param name="IsExhausted">Whether it is proven that no further selection keeps the overlap: there are fewer
/// solutions than asked for because there are no more.</param>
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
