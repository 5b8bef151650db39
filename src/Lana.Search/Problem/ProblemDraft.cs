namespace Lana.Problem;

internal sealed record LayerDraft(string Name, int Index, string[] Operations, double[] Scores);

internal sealed record CostDraft(string Name, string Unit, double Constant, Func<LayerDraft, int, double?> Value)
{
    public static double FromArrays(string name, IReadOnlyList<IReadOnlyList<double>> values, LayerDraft layer, int j)
    {
        if (layer.Index >= values.Count || values[layer.Index].Count != layer.Operations.Length)
        {
            throw new ArgumentException(
                $"Cost '{name}' has no number for each operation of layer '{layer.Name}'; give [layer][operation] in the "
                + "order of the layers and their operations.");
        }

        return values[layer.Index][j];
    }
}

/// <summary>The contents of a builder, before names are checked.</summary>
internal sealed class ProblemDraft
{
    private readonly HashSet<string> _layerNames = [];

    public List<LayerDraft> Layers { get; } = [];

    public List<CostDraft> Costs { get; } = [];

    public Dictionary<string, (double? Minimum, double? Maximum)> Limits { get; } = [];

    public Dictionary<string, (Budget Budget, string Teacher)> Budgets { get; } = [];

    public Dictionary<string, string> Fixed { get; } = [];

    public HashSet<CandidateKey> Forbidden { get; } = [];

    public List<string[]> Alike { get; } = [];

    public List<RunLimit> Runs { get; } = [];

    public List<PairTerm> Pairs { get; } = [];

    public int? MaxDistinct { get; set; }

    /// <summary>Every candidate that a builder method named.</summary>
    public IEnumerable<CandidateKey> NamedCandidates => Fixed.Select(pair => new CandidateKey(pair.Key, pair.Value))
        .Concat(Forbidden)
        .Concat(Pairs.SelectMany(pair => new[] { pair.First, pair.Second }));

    public void AddLayer(string name, string[] operations, double[] scores)
    {
        if (!_layerNames.Add(name))
        {
            throw new ArgumentException($"Layer '{name}' was added before.", nameof(name));
        }

        if (operations.Length != scores.Length)
        {
            throw new ArgumentException(
                $"Layer '{name}' has {operations.Length} operations and {scores.Length} scores; give one score each.", nameof(scores));
        }

        var seen = new HashSet<string>(operations.Length);
        foreach (var operation in operations.Where(operation => string.IsNullOrEmpty(operation) || !seen.Add(operation)))
        {
            throw new ArgumentException(
                $"Operation '{operation}' of layer '{name}' is empty or occurs twice.", nameof(operations));
        }

        Layers.Add(new LayerDraft(name, Layers.Count, operations, scores));
    }

    public void AddCost(CostDraft cost)
    {
        ArgumentException.ThrowIfNullOrEmpty(cost.Name, nameof(cost));
        if (Costs.Exists(other => other.Name == cost.Name))
        {
            throw new ArgumentException($"Cost '{cost.Name}' was added before.", nameof(cost));
        }

        Costs.Add(cost);
    }
}
