namespace Lana.Solvers.Diverse;

/// <summary>How an annealing goes.</summary>
/// <param name="Steps">How many changes are tried.</param>
/// <param name="Hottest">The temperature at the start, in the unit of the objective.</param>
/// <param name="Coldest">The temperature at the end.</param>
/// <param name="OverrunPrice">What a unit of cost beyond the maximum costs.</param>
/// <param name="Seed">Decides everything that is drawn.</param>
internal readonly record struct AnnealingPlan(
    int Steps, double Hottest, double Coldest, double OverrunPrice, ulong Seed);
