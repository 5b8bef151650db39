namespace Lana.Problem;

/// <summary>A selection problem: scores, named costs with limits, and side rules, as plain numbers.</summary>
/// <remarks>Eq. 1 and 4 of the paper: minimise the sum of the scores, one operation per layer, every cost within its
/// limits. Needs no tensor and loads no native library. Immutable and safe to share between threads.</remarks>
public sealed class SelectionProblem
{
    internal SelectionProblem(SelectionLayer[] layers, SelectionCost[] costs, SelectionRules rules, string[] warnings)
    {
        Layers = Array.AsReadOnly(layers);
        Costs = Array.AsReadOnly(costs);
        Rules = rules;
        Warnings = Array.AsReadOnly(warnings);
    }

    /// <summary>The layers, in the order of the network.</summary>
    public IReadOnlyList<SelectionLayer> Layers { get; }

    /// <summary>The costs, with their limits.</summary>
    public IReadOnlyList<SelectionCost> Costs { get; }

    /// <summary>The rules in addition to the limits.</summary>
    internal SelectionRules Rules { get; }

    /// <summary>Everything that was left out, with the reason and its layer and operation, and rules without effect.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Starts a problem; chain the builder's methods on the result.</summary>
    /// <returns>A builder that can be built once.</returns>
    public static SelectionProblemBuilder Create() => new();

    /// <summary>Creates a problem from a score table and a latency table, with a latency budget.</summary>
    /// <param name="scores">The scores; its layers, in its order, are the problem's.</param>
    /// <param name="latency">The latencies in milliseconds; operations without one are left out with a warning.</param>
    /// <param name="maximumMs">The maximum latency of the network in milliseconds, stem and head included.</param>
    /// <returns>The problem, whose one cost is called <c>latency</c>.</returns>
    /// <exception cref="ArgumentNullException">A table is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="maximumMs"/> is not finite, or there is no score.</exception>
    public static SelectionProblem From(ScoreTable scores, CostTable latency, double maximumMs) =>
        Create().Scores(scores).Cost("latency", latency).Limit("latency", maximum: maximumMs).Build();

    /// <summary>The same problem with other limits on one cost; the numbers are shared.</summary>
    /// <param name="cost">The cost's name.</param>
    /// <param name="minimum">The minimum cost of a selection in its unit; null for no limit.</param>
    /// <param name="maximum">The maximum cost of a selection in its unit; null for no limit.</param>
    /// <returns>A new problem.</returns>
    /// <exception cref="ArgumentException">There is no such cost, or a limit is not finite.</exception>
    public SelectionProblem WithLimit(string cost, double? minimum = null, double? maximum = null)
    {
        var index = IndexOfCost(cost);
        SelectionGuard.ThrowIfNotALimit(cost, minimum, maximum);
        var costs = Costs.ToArray();
        costs[index] = costs[index].WithLimits(minimum, maximum);
        return new SelectionProblem([.. Layers], costs, Rules, [.. Warnings]);
    }

    /// <summary>The cost of the network with one operation in every layer, for example the teacher's own.</summary>
    /// <param name="cost">The cost's name.</param>
    /// <param name="operation">The operation's canonical name.</param>
    /// <returns>The constant plus the sum over the layers, in the cost's unit.</returns>
    /// <exception cref="ArgumentException">There is no such cost, or a layer does not offer the operation.</exception>
    public double TotalCost(string cost, string operation)
    {
        var chosen = Costs[IndexOfCost(cost)];
        var total = chosen.Constant;
        for (var i = 0; i < Layers.Count; i++)
        {
            var j = Array.IndexOf(Layers[i].OperationArray, operation);
            total += j >= 0
                ? chosen.ValueArrays[i][j]
                : throw new ArgumentException(
                    $"Layer '{Layers[i].Name}' does not offer operation '{operation}'.", nameof(operation));
        }

        return total;
    }

    internal int IndexOfCost(string cost)
    {
        var index = Costs.TakeWhile(other => other.Name != cost).Count();
        return index < Costs.Count
            ? index
            : throw new ArgumentException(
                $"The problem has no cost '{cost}'; it has {string.Join(", ", Costs.Select(c => $"'{c.Name}'"))}.", nameof(cost));
    }
}
