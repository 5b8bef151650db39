using Lana.Onnx.Proto;

namespace Lana.Onnx;

/// <summary>Sorts nodes so that each comes after those that it needs.</summary>
internal static class NodeSorting
{
    /// <summary>Returns the nodes in order, taking into account the inputs of graphs inside them; unchanged if they are
    /// already sorted.</summary>
    public static IReadOnlyList<NodeProto> Sort(IReadOnlyList<NodeProto> nodes) =>
        [.. Order(nodes, node => node.Taken()).Select(place => nodes[place])];

    /// <summary>Returns the positions of the nodes in order; nodes in a cycle, and those that need one, are left
    /// out.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="taken">Returns the tensors that a node uses.</param>
    public static int[] Order(IReadOnlyList<NodeProto> nodes, Func<NodeProto, IEnumerable<string>> taken)
    {
        var producers = ProducersOf(nodes);
        var waiting = new int[nodes.Count];
        var consumers = new List<int>?[nodes.Count];
        var ready = new PriorityQueue<int, int>();
        for (var place = 0; place < nodes.Count; place++)
        {
            foreach (var name in taken(nodes[place]))
            {
                if (producers.TryGetValue(name, out var producer))
                {
                    (consumers[producer] ??= new(1)).Add(place);
                    waiting[place]++;
                }
            }

            if (waiting[place] == 0)
            {
                ready.Enqueue(place, place);
            }
        }

        var sorted = new List<int>(nodes.Count);
        while (ready.TryDequeue(out var place, out _))
        {
            sorted.Add(place);
            foreach (var consumer in consumers[place] ?? [])
            {
                if (--waiting[consumer] == 0)
                {
                    ready.Enqueue(consumer, consumer);
                }
            }
        }

        return [.. sorted];
    }

    private static Dictionary<string, int> ProducersOf(IReadOnlyList<NodeProto> nodes)
    {
        var producers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var place = 0; place < nodes.Count; place++)
        {
            foreach (var output in nodes[place].Output.Where(output => output.Length > 0))
            {
                producers[output] = place;
            }
        }

        return producers;
    }
}
