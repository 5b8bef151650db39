namespace Lana.Solvers.Diverse;

/// <summary>The parameters of an annealing. Temperatures, and the price for a unit of cost beyond the maximum, are in
/// the unit of the objective.</summary>
internal readonly record struct AnnealingPlan(
    int Steps, double StartTemperature, double EndTemperature, double OverrunPrice, ulong Seed);
