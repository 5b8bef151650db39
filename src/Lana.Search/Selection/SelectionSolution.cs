using System.Collections.ObjectModel;

namespace Lana.Selection;

/// <summary>One selection: an operation for every layer, with what it scores and costs.</summary>
/// <remarks>Its objective, costs and rules were computed again, in doubles, from the problem's own numbers before it
/// was handed out. Immutable.</remarks>
public sealed class SelectionSolution
{
    private readonly Dictionary<string, string> _byLayer;

    internal SelectionSolution(
        IReadOnlyList<SelectedOperation> choices, double objective, IReadOnlyDictionary<string, double> costs, double bound)
    {
        Choices = choices;
        Objective = objective;
        Costs = new ReadOnlyDictionary<string, double>(costs.ToDictionary(StringComparer.Ordinal));
        Bound = Math.Min(bound, objective);
        _byLayer = choices.ToDictionary(choice => choice.Layer, choice => choice.Operation, StringComparer.Ordinal);
    }

    /// <summary>The chosen operation of every layer, in the order of the problem's layers.</summary>
    public IReadOnlyList<SelectedOperation> Choices { get; }

    /// <summary>The sum of the scores (and pair terms) of the chosen operations; lower is better.</summary>
    public double Objective { get; }

    /// <summary>What the selection costs, by the cost's name: the constant of stem and head plus the sum over
    /// layers.</summary>
    public IReadOnlyDictionary<string, double> Costs { get; }

    /// <summary>No selection that meets the same rules, with the same solutions before it, scores below this.</summary>
    /// <value>Minus infinity where nothing was proven; equal to <see cref="Objective"/> where the proof is
    /// complete.</value>
    public double Bound { get; }

    /// <summary>How far the objective may be from the best, relative to it: (objective − bound) /
    /// |objective|.</summary>
    /// <value>0 where the proof is complete; infinity where nothing was proven.</value>
    public double Gap => RelativeGap(Objective, Bound);

    /// <summary>The operation chosen in a layer.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <exception cref="KeyNotFoundException">The problem has no such layer.</exception>
    public string this[string layer] => _byLayer.TryGetValue(layer, out var operation)
        ? operation
        : throw new KeyNotFoundException($"The selection has no layer '{layer}'.");

    /// <summary>In how many layers both selections choose the same operation.</summary>
    /// <param name="other">A selection of the same problem.</param>
    /// <returns>0 to the number of layers.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    public int OverlapWith(SelectionSolution other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Choices.Count(choice =>
            other._byLayer.TryGetValue(choice.Layer, out var operation) && operation == choice.Operation);
    }

    internal static double RelativeGap(double objective, double bound) => objective <= bound
        ? 0.0
        : (objective - bound) / Math.Max(Math.Abs(objective), 1e-300);
}
