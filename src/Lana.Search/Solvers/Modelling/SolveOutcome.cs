namespace Lana.Solvers.Modelling;

/// <summary>The result of a solver.</summary>
/// <param name="Choice">The best selection, as options by variable; null if none was found.</param>
/// <param name="Bound">No selection is better than this; plus infinity if it is proven that there is none.</param>
internal sealed record SolveOutcome(int[]? Choice, double Bound)
{
    public static SolveOutcome Infeasible { get; } = new(null, double.PositiveInfinity);

    public bool IsInfeasible => Choice is null && double.IsPositiveInfinity(Bound);
}
