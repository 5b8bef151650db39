using Lana.Onnx.Proto;

namespace Lana.Onnx;

/// <summary>Puts nodes in an order in which each comes after those that it needs.</summary>
internal static class NodeSorting
{
    /// <summary>The nodes in order, with all that the graphs inside them take; as they are where they are sorted already.</summary>
    public static IReadOnlyList<NodeProto> Sort(IReadOnlyList<NodeProto> nodes) =>
        [.. Order(nodes, node => node.Taken()).Select(place => nodes[place])];

    /// <summary>The places of the nodes in order; those in a cycle, and those that need one, are left out.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="taken">The tensors that a node takes.</param>
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
