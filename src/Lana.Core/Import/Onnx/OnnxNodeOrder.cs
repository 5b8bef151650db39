using Lana.Onnx;
using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>Sorts the nodes of a graph so that each comes after those that it needs.</summary>
/// <remarks>Checks that every value is computed only once, and that every value that is used is computed.</remarks>
internal sealed class OnnxNodeOrder
{
    private const int MaxShown = 8;
    private readonly OnnxModelFile _file;
    private readonly GraphProto _graph;
    private readonly OnnxNodeNames _names;
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _producers = new(StringComparer.Ordinal);

    private OnnxNodeOrder(OnnxModelFile file, OnnxNodeNames names) =>
        (_file, _graph, _names) = (file, file.Model.Graph, names);

    /// <summary>Returns the nodes on which the graph's outputs depend, sorted; in the file's order if that is already
    /// sorted.</summary>
    public static ImmutableArray<NodeProto> Of(OnnxModelFile file, OnnxNodeNames names)
    {
        var order = new OnnxNodeOrder(file, names);
        order.CollectValues();
        order.CheckInputs();
        var sorted = order.Sort();
        var needed = order.Needed();
        return [.. sorted.Where(needed.Contains).Select(index => file.Model.Graph.Node[index])];
    }

    private void CollectValues()
    {
        // Old files also list weights among the inputs.
        var duplicates = Repeated(_graph.Initializer.Select(tensor => tensor.Name), _given);
        var inputs = new HashSet<string>(StringComparer.Ordinal);
        duplicates.AddRange(Repeated(_graph.Input.Select(input => input.Name), inputs));
        _given.UnionWith(inputs);
        for (var i = 0; i < _graph.Node.Count; i++)
        {
            foreach (var name in _graph.Node[i].Output)
            {
                if (name.Length > 0 && (!_producers.TryAdd(name, i) || _given.Contains(name)))
                {
                    duplicates.Add(name);
                }
            }
        }

        duplicates.AddRange(Repeated(_graph.Output.Select(output => output.Name), new(StringComparer.Ordinal)));
        if (duplicates.Count > 0)
        {
            throw _file.Fail($"several values have the same name: {Show(duplicates.Distinct())}. The file is damaged.");
        }
    }

    private static List<string> Repeated(IEnumerable<string> names, HashSet<string> seen) =>
        [.. names.Where(name => !seen.Add(name))];

    private void CheckInputs()
    {
        var missing = new List<string>();
        foreach (var node in _graph.Node)
        {
            foreach (var name in node.Input)
            {
                if (!IsKnown(name))
                {
                    missing.Add($"{name}' of node '{_names[node]}");
                }
            }
        }

        missing.AddRange(
            _graph.Output.Select(output => output.Name).Where(name => name.Length == 0 || !IsKnown(name)));
        if (missing.Count > 0)
        {
            throw _file.Fail($"nothing makes the values {Show(missing)}. The file is damaged or cut short.");
        }
    }

    private bool IsKnown(string name) => name.Length == 0 || _given.Contains(name) || _producers.ContainsKey(name);

    private int[] Sort()
    {
        var sorted = NodeSorting.Order(_graph.Node, node => node.Input);
        return sorted.Length == _graph.Node.Count ? sorted : throw Cycle([.. sorted]);
    }

    // Going back from any unsorted node along the nodes that it needs ends in a cycle.
    private OnnxImportException Cycle(HashSet<int> sorted)
    {
        var path = new List<int>();
        var at = Enumerable.Range(0, _graph.Node.Count).First(node => !sorted.Contains(node));
        var places = new Dictionary<int, int>();
        while (places.TryAdd(at, path.Count))
        {
            path.Add(at);
            at = _graph.Node[at].Input
                .Where(_producers.ContainsKey)
                .Select(name => _producers[name])
                .First(producer => !sorted.Contains(producer));
        }

        int[] cycle = [.. path.Skip(places[at]).Reverse()];
        var first = Array.IndexOf(cycle, cycle.Min());
        var names = cycle[first..].Concat(cycle[..first]).Select(index => _names[_graph.Node[index]]);
        return _file.Fail($"its nodes form a cycle: {Show(names)}. The file is damaged.");
    }

    private HashSet<int> Needed()
    {
        var needed = new HashSet<int>();
        var open = new Stack<int>(
            _graph.Output.Select(output => output.Name).Where(_producers.ContainsKey).Select(name => _producers[name]));
        while (open.TryPop(out var index))
        {
            if (!needed.Add(index))
            {
                continue;
            }

            foreach (var name in _graph.Node[index].Input)
            {
                if (_producers.TryGetValue(name, out var producer))
                {
                    open.Push(producer);
                }
            }
        }

        return needed;
    }

    private static string Show(IEnumerable<string> names) =>
        Shortened.List(names.Select(name => $"'{Shortened.Of(name)}'"), MaxShown, ", ");
}
