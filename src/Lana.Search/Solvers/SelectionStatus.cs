namespace Lana.Solvers;

/// <summary>The status of the solutions of a selection problem.</summary>
public enum SelectionStatus
{
    /// <summary>Every solution is proven: none is better, given the ones before it.</summary>
    Optimal,

    /// <summary>Every solution meets every rule, and at least one has a gap above 0, which it reports.</summary>
    Feasible,

    /// <summary>No selection meets the rules; <see cref="SelectionResult.Infeasibility"/> says why.</summary>
    Infeasible,

    /// <summary>The time ran out or the call was cancelled before all solutions were found.</summary>
    TimedOut,
}
