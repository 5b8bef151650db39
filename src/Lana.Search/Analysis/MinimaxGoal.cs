namespace Lana.Analysis;

/// <summary>One network for several devices: the largest ratio of its cost to a reference is minimised.</summary>
/// <param name="Devices">The cost's name and reference of each device, for example the teacher's latency or a budget, in
/// the cost's unit, stem and head included; above 0.</param>
/// <param name="MaxObjective">The maximum sum of the scores (and pair terms); finite.</param>
public sealed record MinimaxGoal(IReadOnlyList<CostBudget> Devices, double MaxObjective)
{
    /// <summary>The maximum distance of the ratio from its minimum, relative to the minimum.</summary>
    /// <value>Default 0.0001; above 0 and below 1.</value>
    public double Tolerance { get; init; } = 1e-4;

    internal void ThrowIfInvalid(SelectionProblem problem)
    {
        if (Devices is null || Devices.Count == 0
            || Devices.Any(device => !double.IsFinite(device.Maximum) || device.Maximum <= 0.0))
        {
            throw new ArgumentException(
                "A minimax goal names at least one device, each with a finite reference above 0.");
        }

        if (!double.IsFinite(MaxObjective) || !(Tolerance is > 0.0 and < 1.0))
        {
            throw new ArgumentException(
                "The maximum objective of a minimax goal is finite and its tolerance above 0 and below 1; "
                + $"got {MaxObjective} and {Tolerance}.");
        }

        foreach (var device in Devices)
        {
            problem.IndexOfCost(device.Cost);
        }
    }
}
