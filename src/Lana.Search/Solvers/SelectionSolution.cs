using System.Collections.ObjectModel;

namespace Lana.Solvers;

/// <summary>A selection that a solver found, with its objective and costs.</summary>
/// <remarks>Its objective, costs and rules were verified in doubles, from the problem's own numbers. Immutable.</remarks>
public sealed class SelectionSolution
{
    internal SelectionSolution(
        Selection selection, double objective, IReadOnlyDictionary<string, double> costs, double bound)
    {
        Selection = selection;
        Objective = objective;
        Costs = new ReadOnlyDictionary<string, double>(costs.ToDictionary(StringComparer.Ordinal));
        Bound = Math.Min(bound, objective);
    }

    /// <summary>The candidate of every layer, in the order of the problem's layers.</summary>
    public Selection Selection { get; }

    /// <summary>The sum of the scores (and pair terms) of the chosen operations; lower is better.</summary>
    public double Objective { get; }

    /// <summary>The selection's costs by name: the constant of stem and head plus the sum over layers.</summary>
    public IReadOnlyDictionary<string, double> Costs { get; }

    /// <summary>The lower bound: no selection that meets the same rules, with the same solutions before it, has a lower
    /// score.</summary>
    /// <value>Minus infinity if nothing was proven; <see cref="Objective"/> if the proof is complete.</value>
    public double Bound { get; }

    /// <summary>The maximum relative distance of the objective from the best: (objective − bound) / |objective|.</summary>
    /// <value>0 if the proof is complete; infinity if nothing was proven.</value>
    public double Gap => RelativeGap(Objective, Bound);

    internal static double RelativeGap(double objective, double bound) => objective <= bound
        ? 0.0
        : (objective - bound) / Math.Max(Math.Abs(objective), 1e-300);
}
