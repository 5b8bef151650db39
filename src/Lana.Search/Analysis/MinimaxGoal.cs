using Lana.Problem;

namespace Lana.Analysis;

/// <summary>One network for several devices: as fast as it can be on the device where it is slowest, compared with what
/// each device is used to.</summary>
/// <param name="Devices">For each device its cost's name and what counts as 1 there, for example the teacher's latency
/// or a budget, in the cost's unit, stem and head included; above 0.</param>
/// <param name="MaximumObjective">The most that the scores (and pair terms) may add up to; finite.</param>
public sealed record MinimaxGoal(IReadOnlyList<CostBudget> Devices, double MaximumObjective)
{
    /// <summary>How near to the smallest possible the fraction has to be, relative to it.</summary>
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

        if (!double.IsFinite(MaximumObjective) || !(Tolerance is > 0.0 and < 1.0))
        {
            throw new ArgumentException(
                "The maximum objective of a minimax goal is finite and its tolerance above 0 and below 1; "
                + $"got {MaximumObjective} and {Tolerance}.");
        }

        foreach (var device in Devices)
        {
            problem.IndexOfCost(device.Cost);
        }
    }
}
