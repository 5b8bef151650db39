namespace Lana.Problem;

/// <summary>Collects the parts of a <see cref="SelectionProblem"/>; a builder may be built once.</summary>
/// <remarks>Names are checked by <see cref="Build"/>, so calls may come in any order. Not thread-safe.</remarks>
public sealed class SelectionProblemBuilder
{
    private readonly ProblemDraft _draft = new();
    private bool _built;

    internal SelectionProblemBuilder()
    {
    }

    /// <summary>Adds a layer by hand.</summary>
    /// <param name="name">The layer's name; each once, in the order of the network.</param>
    /// <param name="operations">The operations' canonical names; each once.</param>
    /// <param name="scores">The score of each operation; one that is not finite leaves it out with a warning.</param>
    /// <returns>The same instance so that calls can be chained.</returns>
    /// <exception cref="ArgumentException">A name is empty or occurs twice, or the lists differ in length.</exception>
    public SelectionProblemBuilder Layer(string name, IEnumerable<string> operations, IEnumerable<double> scores)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(operations);
        ArgumentNullException.ThrowIfNull(scores);
        _draft.AddLayer(name, [.. operations], [.. scores]);
        return this;
    }

    /// <summary>Adds every layer of a score table, in its order.</summary>
    /// <param name="scores">The scores.</param>
    /// <returns>The same instance so that calls can be chained.</returns>
    /// <exception cref="ArgumentException">A layer was added before.</exception>
    public SelectionProblemBuilder Scores(ScoreTable scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        foreach (var layer in scores.Layers)
        {
            var operations = scores.OperationsOf(layer).ToArray();
            _draft.AddLayer(layer, operations, Array.ConvertAll(operations, operation => scores[new(layer, operation)]));
        }

        return this;
    }

    /// <summary>Adds a cost from a table, with its unit and constant.</summary>
    /// <param name="name">The cost's name, for example <c>latency</c>.</param>
    /// <param name="table">The costs; an operation that is not in it is left out of the problem with a warning.</param>
    /// <returns>The same instance so that calls can be chained.</returns>
    /// <exception cref="ArgumentException">The name is empty or was used before.</exception>
    public SelectionProblemBuilder Cost(string name, CostTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _draft.AddCost(new CostDraft(name, table.Unit, table.Constant,
            (layer, j) => table.TryGet(new(layer.Name, layer.Operations[j]), out var cost) ? cost : null));
        return this;
    }

    /// <summary>Adds a cost by hand.</summary>
    /// <param name="name">The cost's name, for example <c>latency</c>.</param>
    /// <param name="unit">The unit of every number.</param>
    /// <param name="values">[layer][operation], in the order in which the layers are added: finite, at least 0.</param>
    /// <param name="constant">The cost of stem and head in the same unit.</param>
    /// <returns>The same instance so that calls can be chained.</returns>
    /// <exception cref="ArgumentException">The name is empty or already used, or the constant is no cost.</exception>
    public SelectionProblemBuilder Cost(
        string name, string unit, IReadOnlyList<IReadOnlyList<double>> values, double constant = 0.0)
    {
        ArgumentException.ThrowIfNullOrEmpty(unit);
        ArgumentNullException.ThrowIfNull(values);
        SelectionGuard.ThrowIfNotACost(constant, $"The constant of cost '{name}'");
        _draft.AddCost(new CostDraft(name, unit, constant, (layer, j) => CostDraft.FromArrays(name, values, layer, j)));
        return this;
    }

    /// <summary>Limits a cost; the constant of stem and head counts towards the limits.</summary>
    /// <param name="cost">The cost's name.</param>
    /// <param name="minimum">The minimum cost of a selection in its unit; null for no limit.</param>
    /// <param name="maximum">The maximum cost of a selection in its unit; null for no limit.</param>
    /// <returns>The same instance so that calls can be chained.</returns>
    /// <exception cref="ArgumentException">A limit is not finite.</exception>
    public SelectionProblemBuilder Limit(string cost, double? minimum = null, double? maximum = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(cost);
        SelectionGuard.ThrowIfNotALimit(cost, minimum, maximum);
        _draft.Limits[cost] = (minimum, maximum);
        return this;
    }

    /// <summary>Limits a cost in milliseconds by a budget.</summary>
    /// <param name="cost">The cost's name; its unit is milliseconds.</param>
    /// <param name="budget">The budget.</param>
    /// <param name="teacher">The teacher's operation; a relative budget is a share of its cost in all layers, stem and
    /// head included.</param>
    /// <returns>The same instance so that calls can be chained.</returns>
    public SelectionProblemBuilder Limit(string cost, Budget budget, string teacher)
    {
        ArgumentException.ThrowIfNullOrEmpty(cost);
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentException.ThrowIfNullOrEmpty(teacher);
        _draft.Budgets[cost] = (budget, teacher);
        return this;
    }

    /// <summary>Restricts a layer to one operation.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="operation">The operation's canonical name.</param>
    /// <returns>The same instance so that calls can be chained.</returns>
    public SelectionProblemBuilder Fix(string layer, string operation)
    {
        ArgumentException.ThrowIfNullOrEmpty(layer);
        ArgumentException.ThrowIfNullOrEmpty(operation);
        _draft.Fixed[layer] = operation;
        return this;
    }

    /// <summary>Excludes an operation from a layer.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="operation">The operation's canonical name.</param>
    /// <returns>The same instance so that calls can be chained.</returns>
    public SelectionProblemBuilder Forbid(string layer, string operation)
    {
        ArgumentException.ThrowIfNullOrEmpty(layer);
        ArgumentException.ThrowIfNullOrEmpty(operation);
        _draft.Forbidden.Add(new CandidateKey(layer, operation));
        return this;
    }

    /// <summary>Restricts a group of layers to the same operation.</summary>
    /// <param name="layers">The layers' names, at least two; no layer may be in two groups.</param>
    /// <returns>The same instance so that calls can be chained.</returns>
    /// <exception cref="ArgumentException">There are fewer than two layers.</exception>
    public SelectionProblemBuilder Alike(params IReadOnlyList<string> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count < 2)
        {
            throw new ArgumentException("A group of layers that choose alike has at least two layers.", nameof(layers));
        }

        _draft.Alike.Add([.. layers]);
        return this;
    }

    /// <summary>Limits the number of different operations in the whole network.</summary>
    /// <param name="count">The maximum number of different operations, at least 1.</param>
    /// <returns>The same instance so that calls can be chained.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public SelectionProblemBuilder AtMostDistinct(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _draft.MaxDistinct = count;
        return this;
    }

    /// <summary>Limits the number of neighbouring layers that choose the same operation, for example
    /// <c>identity</c>.</summary>
    /// <param name="operation">The operation's canonical name.</param>
    /// <param name="maxLength">The maximum number of neighbouring layers, at least 0.</param>
    /// <returns>The same instance so that calls can be chained.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is negative.</exception>
    public SelectionProblemBuilder AtMostInARow(string operation, int maxLength)
    {
        ArgumentException.ThrowIfNullOrEmpty(operation);
        ArgumentOutOfRangeException.ThrowIfNegative(maxLength);
        _draft.Runs.Add(new RunLimit(operation, maxLength));
        return this;
    }

    /// <summary>Adds scores that count when two candidates are chosen together.</summary>
    /// <param name="terms">The scores, each for candidates of two layers; terms of the same two add up.</param>
    /// <returns>The same instance so that calls can be chained.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="terms"/> is null.</exception>
    /// <exception cref="ArgumentException">A score is not finite, or both candidates are in one layer.</exception>
    public SelectionProblemBuilder Pairs(params IEnumerable<PairTerm> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        foreach (var term in terms)
        {
            _draft.Pairs.Add(double.IsFinite(term.Score) && term.First.Layer != term.Second.Layer
                ? term
                : throw new ArgumentException(
                    $"A pair term is a finite score for two different layers; got {term}.", nameof(terms)));
        }

        return this;
    }

    /// <summary>Creates the problem.</summary>
    /// <returns>The problem, which does not depend on this builder.</returns>
    /// <exception cref="ArgumentException">There is no layer, a call named a layer, operation or cost that does not
    /// exist, or a cost is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">It was built before.</exception>
    public SelectionProblem Build()
    {
        if (_built)
        {
            throw new InvalidOperationException(
                "This builder was built before; start another with SelectionProblem.Create().");
        }

        _built = true;
        return new ProblemAssembler(_draft).Assemble();
    }
}
