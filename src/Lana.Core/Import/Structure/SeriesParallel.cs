using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Structure;

/// <summary>Finds the structure of a graph: sequences become a <see cref="Chain"/>, parallel parts a
/// <see cref="Residual"/>, <see cref="Sum"/>, <see cref="Concat"/> or <see cref="Gate"/>; the smallest parts that are
/// neither stay a <see cref="Graph"/>.</summary>
/// <remarks>Valdes, Tarjan and Lawler 1982: a graph is series-parallel if two rules reduce it to one edge. The
/// remaining parts are separated by dominators.</remarks>
internal sealed class SeriesParallel
{
    // The separation is slow: a graph with more nodes after both rules is not changed.
    private const int MaxNodes = 128;

    private readonly Dictionary<string, TensorShape> _shapes = new(StringComparer.Ordinal);
    private readonly string _output;
    private List<ReductionNode> _nodes;
    private Dictionary<string, int> _uses = [];

    private SeriesParallel(ImmutableArray<GraphNode> nodes, FeatureShape input)
    {
        var plan = GraphPlan.Of(nodes, Graph.InputName, input, nodes[^1].Name);
        _output = nodes[^1].Name;
        _shapes[Graph.InputName] = input;
        foreach (var (index, node) in nodes.Index())
        {
            _shapes[node.Name] = plan.Shapes[index + 1];
        }

        _nodes = [.. nodes.Select(NodeOf)];
    }

    /// <summary>Reduces a graph.</summary>
    /// <param name="nodes">The nodes, each after those whose values it uses; the first input is
    /// <see cref="Graph.InputName"/>, and the value of the last node is the output, a feature.</param>
    /// <param name="input">The shape of the input.</param>
    /// <returns>A definition with the same output.</returns>
    public static Definition Reduce(ImmutableArray<GraphNode> nodes, FeatureShape input) =>
        ChainParts.WithActivationApart(new SeriesParallel(nodes, input).Run());

    private Definition Run()
    {
        MergeSums();
        while (_nodes.Count > 1 || _nodes[0].Definition is null)
        {
            Count();
            var before = _nodes.Count;
            JoinInARow();
            Count();
            if (!JoinWhole() && _nodes.Count == before && !JoinPart())
            {
                CutOut();
            }
        }

        return _nodes[0].Definition!;
    }

    private ReductionNode NodeOf(GraphNode node)
    {
        var join = KindOf(node);
        var isPlain = join == JoinKind.None
            && node.Inputs.Length == 1
            && _shapes[node.Inputs[0]].IsFeature
            && _shapes[node.Name].IsFeature;
        return isPlain
            ? ReductionNode.Of(
                node.Name, node.Inputs[0], OperatorDefinitions.Of(node, _shapes[node.Inputs[0]].ToFeature()), depth: 0)
            : new ReductionNode(node.Name, node.Inputs) { Join = join, Operator = node.Operator };
    }

    private JoinKind KindOf(GraphNode node)
    {
        var shape = _shapes[node.Name];
        return node.Inputs.Length < 2 || !shape.IsFeature ? JoinKind.None : node.Operator switch
        {
            Arithmetic { Function: ArithmeticFunction.Add } when node.Inputs.All(input => _shapes[input] == shape) => JoinKind.Sum,
            Arithmetic { Function: ArithmeticFunction.Multiply } => JoinKind.Product,
            Concatenate { Axis: 0 } => JoinKind.Concat,
            _ => JoinKind.None,
        };
    }

    // Merges a sum that is used only by another sum.
    private void MergeSums()
    {
        Count();
        var sums = new Dictionary<string, ReductionNode>(StringComparer.Ordinal);
        foreach (var node in _nodes.Where(node => node.Join == JoinKind.Sum))
        {
            sums[node.Name] = node with
            {
                Inputs = [.. node.Inputs.SelectMany(
                    input => _uses[input] == 1 && sums.Remove(input, out var inner) ? inner.Inputs : [input])],
            };
        }

        _nodes = [.. _nodes.Where(node => node.Join != JoinKind.Sum || sums.ContainsKey(node.Name)).Select(
            node => sums.GetValueOrDefault(node.Name, node))];
    }

    private void JoinInARow()
    {
        var rows = new Dictionary<string, (string Input, List<Definition> Parts, int Depth)>(StringComparer.Ordinal);
        foreach (var node in _nodes.Where(node => node.Definition is not null))
        {
            var row = _uses[node.Inputs[0]] == 1 && rows.Remove(node.Inputs[0], out var open) ? open : (node.Inputs[0], [], 0);
            row.Parts.Add(node.Definition!);
            rows[node.Name] = row with { Depth = Math.Max(row.Depth, node.Depth) };
        }

        _nodes = [.. _nodes
            .Where(node => node.Definition is null || rows.ContainsKey(node.Name))
            .Select(node => rows.TryGetValue(node.Name, out var row) && row.Parts.Count > 1
                ? ReductionNode.Of(node.Name, row.Input, ChainParts.Of(row.Parts), row.Depth)
                : node)];
    }

    private bool JoinWhole()
    {
        var byName = _nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        var reduction = new JoinReduction(byName, _uses, _shapes);
        var isChanged = false;
        foreach (var join in _nodes.Where(node => node.Join != JoinKind.None))
        {
            if (reduction.Whole(join) is { } made)
            {
                byName[join.Name] = made;
                join.Inputs.Where(input => input != made.Inputs[0]).ToList().ForEach(input => byName.Remove(input));
                isChanged = true;
            }
        }

        _nodes = [.. _nodes.Where(node => byName.ContainsKey(node.Name)).Select(node => byName[node.Name])];
        return isChanged;
    }

    private bool JoinPart()
    {
        var order = _nodes.Index().ToDictionary(node => node.Item.Name, node => node.Index, StringComparer.Ordinal);
        var reduction = new JoinReduction(_nodes.ToDictionary(node => node.Name, StringComparer.Ordinal), _uses, _shapes);
        foreach (var (index, join) in _nodes.Index())
        {
            if (reduction.Part(join, () => Fresh(join.Name), order) is { } made)
            {
                _nodes[index] = made.Others;
                _nodes.Insert(index, made.Part);
                _nodes.RemoveAll(node =>
                    node.Name != made.Part.Inputs[0] && join.Inputs.Contains(node.Name) && !made.Others.Inputs.Contains(node.Name));
                return true;
            }
        }

        return false;
    }

    // The smallest part with one input and one output becomes a graph.
    private void CutOut()
    {
        var values = _nodes.Index().ToDictionary(node => node.Item.Name, node => node.Index + 1, StringComparer.Ordinal);
        values[Graph.InputName] = 0;
        int[][] inputs = [.. _nodes.Select(node => node.Inputs.Select(input => values[input]).ToArray())];
        var part = _nodes.Count > MaxNodes ? null : Smallest(Dominators.Of(inputs, [_nodes.Count]));
        part ??= [.. Enumerable.Range(0, _nodes.Count)];
        var members = part.Select(node => _nodes[node]).ToList();
        var names = members.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        var entry = members.SelectMany(node => node.Inputs).First(input => !names.Contains(input));
        var graph = new Graph([.. members.SelectMany(node => node.ToGraph(input => input == entry ? Graph.InputName : input, Fresh))]);
        _nodes[part[^1]] = ReductionNode.Of(members[^1].Name, entry, graph, members.Max(node => node.Depth) + 1);
        foreach (var node in part.SkipLast(1).Reverse())
        {
            _nodes.RemoveAt(node);
        }
    }

    private List<int>? Smallest(Dominators dominators)
    {
        List<int>? smallest = null;
        foreach (var value in Enumerable.Range(0, _nodes.Count).Where(IsFeature))
        {
            var end = dominators.After(value);
            while (end != dominators.End && (!IsFeature(end) || dominators.Between(value, end).Count == 0))
            {
                end = dominators.After(end);
            }

            var part = dominators.Between(value, end);
            if (part.Count > 0 && (smallest is null || part.Count < smallest.Count) && CanBeCutOut(part))
            {
                smallest = part;
            }
        }

        return smallest;
    }

    private bool CanBeCutOut(List<int> part) => part.Exists(node => _nodes[node].Definition is null)
        && part.TrueForAll(node => _nodes[node].Depth < JoinReduction.MaxDepth);

    private bool IsFeature(int value) => _shapes[value == 0 ? Graph.InputName : _nodes[value - 1].Name].IsFeature;

    // The name of an intermediate value, which has the shape of the value that is computed from it.
    private string Fresh(string name)
    {
        var number = 1;
        while (!_shapes.TryAdd($"{name}.{number}", _shapes[name]))
        {
            number++;
        }

        return $"{name}.{number}";
    }

    private void Count()
    {
        _uses = new Dictionary<string, int>(StringComparer.Ordinal) { [_output] = 1 };
        foreach (var input in _nodes.SelectMany(node => node.Inputs))
        {
            _uses[input] = _uses.GetValueOrDefault(input) + 1;
        }
    }
}
