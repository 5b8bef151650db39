namespace Lana.Analysis.Frontier;

/// <summary>One corner of a <see cref="SelectionFrontier"/>: no selection is both cheaper and better.</summary>
/// <param name="Cost">The cost, with the constant of stem and head, in the cost's unit.</param>
/// <param name="Objective">The sum of the scores.</param>
public readonly record struct FrontierPoint(double Cost, double Objective);
