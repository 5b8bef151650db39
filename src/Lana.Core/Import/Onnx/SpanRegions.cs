using Lana.Definitions;

namespace Lana.Import.Onnx;

/// <summary>Creates the regions that the user specifies by their tensors.</summary>
/// <param name="graph">The graph, for the names of tensors.</param>
/// <param name="flow">The graph.</param>
internal sealed class SpanRegions(ConvertedGraph graph, ValueFlow flow)
{
    private readonly GraphPlan _plan = flow.Plan;

    /// <summary>The regions in the order of their last nodes.</summary>
    /// <exception cref="ArgumentException">A name is unknown, or a part is not a region with one input and one output,
    /// or two parts overlap.</exception>
    public IReadOnlyList<Region> Find(IReadOnlyList<TensorSpan> spans)
    {
        var owners = new Dictionary<int, TensorSpan>();
        var regions = new List<Region>();
        foreach (var span in spans)
        {
            var region = RegionOf(span);
            regions.Add(region);
            foreach (var node in region.Nodes)
            {
                if (!owners.TryAdd(node, span))
                {
                    throw Fail(span, $"it shares '{_plan.Nodes[node].Name}' with the layer from {owners[node]}");
                }
            }
        }

        return [.. regions.OrderBy(region => region.Nodes[^1])];
    }

    private Region RegionOf(TensorSpan span)
    {
        var (entry, exit) = (ValueOf(span, span.Entry), ValueOf(span, span.Exit));
        var nodes = Between(entry, exit).ToHashSet();
        if (!nodes.Contains(exit - 1))
        {
            throw Fail(span, "no path leads from the one to the other");
        }

        foreach (var (value, name) in new[] { (entry, span.Entry), (exit, span.Exit) })
        {
            if (!flow.IsMap(value))
            {
                throw Fail(
                    span,
                    $"'{Shortened.Of(name)}' is {_plan.Shapes[value]} for each image, and not a map [C, H, W]"
                    + (_plan.Shapes[value].IsFeature ? " but one with its axes in another order" : ""));
            }
        }

        foreach (var node in nodes.Order())
        {
            CheckInputs(span, node, entry, nodes);
            CheckOutput(span, node, exit, nodes);
        }

        return new Region(entry, [.. nodes.Order()]);
    }

    private IEnumerable<int> Between(int entry, int exit)
    {
        var isAfter = new bool[_plan.Nodes.Length + 1];
        isAfter[entry] = true;
        for (var node = entry; node < exit; node++)
        {
            isAfter[node + 1] = AnyOf(_plan.InputsOf(node), isAfter);
        }

        var isBefore = new bool[_plan.Nodes.Length + 1];
        isBefore[exit] = true;
        for (var node = exit - 1; node >= entry; node--)
        {
            if (isBefore[node + 1] && isAfter[node + 1])
            {
                yield return node;
                foreach (var input in _plan.InputsOf(node))
                {
                    isBefore[input] = true;
                }
            }
        }
    }

    private static bool AnyOf(ReadOnlySpan<int> values, bool[] marks)
    {
        foreach (var value in values)
        {
            if (marks[value])
            {
                return true;
            }
        }

        return false;
    }

    private void CheckInputs(TensorSpan span, int node, int entry, HashSet<int> nodes)
    {
        foreach (var input in _plan.InputsOf(node))
        {
            if (input != entry && !nodes.Contains(input - 1))
            {
                throw Fail(span, $"'{_plan.Nodes[node].Name}' in it also takes {Describe(input)}, which does not come from the entry");
            }
        }
    }

    private void CheckOutput(TensorSpan span, int node, int exit, HashSet<int> nodes)
    {
        var value = node + 1;
        if (value == exit)
        {
            return;
        }

        if (flow.IsOutput(value))
        {
            throw Fail(span, $"{Describe(value)} in it is an output of the network");
        }

        foreach (var consumer in flow.ConsumersOf(value).Where(consumer => !nodes.Contains(consumer)))
        {
            throw Fail(span, $"'{_plan.Nodes[consumer].Name}' outside of it takes {Describe(value)}");
        }
    }

    private string Describe(int value) => value == 0 ? "the image" : $"the value of '{_plan.Nodes[value - 1].Name}'";

    private int ValueOf(TensorSpan span, string tensor)
    {
        if (!graph.Values.TryGetValue(tensor ?? "", out var name))
        {
            var nearest = NearestNames.Of(tensor ?? "", graph.Values.Keys).Select(near => $"'{Shortened.Of(near)}'");
            throw Fail(
                span,
                $"the file computes no tensor '{Shortened.Of(tensor ?? "")}' of the images; the nearest names are {string.Join(", ", nearest)}");
        }

        return name == Graph.InputName ? 0
            : _plan.Nodes.Any(node => node.Name == name) ? _plan.ValueOf(name, span.ToString())
            : throw Fail(span, $"'{Shortened.Of(tensor!)}' is a step within an activation; name the activation's result");
    }

    private static ArgumentException Fail(TensorSpan span, string reason) => new(
        $"there is no layer from '{Shortened.Of(span.Entry ?? "")}' to '{Shortened.Of(span.Exit ?? "")}': {reason}.");
}
