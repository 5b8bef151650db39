namespace Lana.Solvers.Modelling;

/// <summary>Turns a problem into a model: groups become one variable, names become indices.</summary>
internal sealed class ModelCompiler
{
    private readonly SelectionProblem _problem;
    private readonly Dictionary<string, int> _operations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _layers = new(StringComparer.Ordinal);
    private readonly int[] _variableOfLayer;

    private ModelCompiler(SelectionProblem problem)
    {
        _problem = problem;
        _variableOfLayer = new int[problem.Layers.Count];
        for (var i = 0; i < problem.Layers.Count; i++)
        {
            _layers.Add(problem.Layers[i].Name, i);
            foreach (var operation in problem.Layers[i].OperationArray)
            {
                _operations.TryAdd(operation, _operations.Count);
            }
        }
    }

    public static SelectionModel Compile(SelectionProblem problem) => new ModelCompiler(problem).Compile();

    private SelectionModel Compile()
    {
        var variables = GroupLayers().ConvertAll(MakeVariable).ToArray();
        var edges = MakeEdges(variables);
        var rules = _problem.Rules;
        return new SelectionModel
        {
            Variables = variables,
            Operations = [.. _operations.OrderBy(pair => pair.Value).Select(pair => pair.Key)],
            VariableOfLayer = _variableOfLayer,
            Lower = [.. _problem.Costs.Select(cost => SelectionModel.SearchLower(cost.Minimum, cost.Constant))],
            Upper = [.. _problem.Costs.Select(cost => SelectionModel.SearchUpper(cost.Maximum, cost.Constant))],
            MaxDistinct = rules.MaxDistinct,
            Runs = [.. rules.RunLimits.Where(run => _operations.ContainsKey(run.Operation))
                .Select(run => (_operations[run.Operation], run.MaxLength))],
            Edges = edges,
        };
    }

    // A group takes the position of its first layer.
    private List<int[]> GroupLayers()
    {
        var groups = _problem.Rules.Alike
            .Select(group => group.Select(name => _layers[name]).Order().ToArray())
            .SelectMany(group => group.Select(layer => (Layer: layer, Group: group)))
            .ToDictionary(pair => pair.Layer, pair => pair.Group);
        var variables = new List<int[]>();
        for (var i = 0; i < _variableOfLayer.Length; i++)
        {
            var group = groups.GetValueOrDefault(i, [i]);
            if (group[0] == i)
            {
                Array.ForEach(group, layer => _variableOfLayer[layer] = variables.Count);
                variables.Add(group);
            }
        }

        return variables;
    }

    private ModelVariable MakeVariable(int[] layers)
    {
        var first = _problem.Layers[layers[0]];
        var shared = layers.Length == 1 ? first.OperationArray : Array.FindAll(
            first.OperationArray, name => Array.TrueForAll(layers, layer => Position(layer, name) >= 0));
        double[] Sum(Func<int, double[]> valuesOf) => layers.Length == 1
            ? valuesOf(layers[0])
            : Array.ConvertAll(shared, name => layers.Sum(layer => valuesOf(layer)[Position(layer, name)]));
        return new ModelVariable
        {
            Layers = layers,
            Operations = Array.ConvertAll(shared, name => _operations[name]),
            Scores = Sum(layer => _problem.Layers[layer].ScoreArray),
            Costs = [.. _problem.Costs.Select(cost => Sum(layer => cost.ValueArrays[layer]))],
        };
    }

    private int Position(int layer, string operation) =>
        Array.IndexOf(_problem.Layers[layer].OperationArray, operation);

    private PairEdge[] MakeEdges(ModelVariable[] variables)
    {
        var edges = new Dictionary<(int, int), double[,]>();
        foreach (var term in _problem.Rules.PairTerms)
        {
            var (v, o) = Locate(variables, term.First);
            var (w, p) = Locate(variables, term.Second);
            if (o < 0 || p < 0)
            {
                continue;
            }

            // The layers of a group choose the same operation, so that a term between two of them counts for one
            // option, or never.
            if (v == w)
            {
                variables[v].Scores[o] += o == p ? term.Score : 0.0;
                continue;
            }

            (v, o, w, p) = v < w ? (v, o, w, p) : (w, p, v, o);
            if (!edges.TryGetValue((v, w), out var terms))
            {
                edges.Add((v, w), terms = new double[variables[v].Count, variables[w].Count]);
            }

            terms[o, p] += term.Score;
        }

        return [.. edges.Select(pair => new PairEdge(pair.Key.Item1, pair.Key.Item2, pair.Value))];
    }

    // Pair terms of an operation that was left out of its layer have no effect: option -1.
    private (int Variable, int Option) Locate(ModelVariable[] variables, CandidateKey candidate)
    {
        var v = _variableOfLayer[_layers[candidate.Layer]];
        var known = _operations.TryGetValue(candidate.Operation, out var id);
        return (v, known ? Array.IndexOf(variables[v].Operations, id) : -1);
    }
}
