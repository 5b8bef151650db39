using Lana.Onnx;
using Lana.Onnx.Proto;

namespace Lana.Export;

/// <summary>Puts nodes in an order in which each comes after those that it needs.</summary>
internal static class NodeSorting
{
    /// <summary>The nodes in order; as they are where they are sorted already.</summary>
    public static IReadOnlyList<NodeProto> Sort(IReadOnlyList<NodeProto> nodes)
    {
        var producers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var place = 0; place < nodes.Count; place++)
        {
            foreach (var output in nodes[place].Output)
            {
                producers[output] = place;
            }
        }

        var waiting = new int[nodes.Count];
        var consumers = new List<int>[nodes.Count];
        var ready = new PriorityQueue<int, int>();
        for (var place = 0; place < nodes.Count; place++)
        {
            consumers[place] = [];
        }

        for (var place = 0; place < nodes.Count; place++)
        {
            foreach (var producer in nodes[place].Taken().Where(producers.ContainsKey).Select(name => producers[name]).Distinct())
            {
                consumers[producer].Add(place);
                waiting[place]++;
            }

            if (waiting[place] == 0)
            {
                ready.Enqueue(place, place);
            }
        }

        var sorted = new List<NodeProto>(nodes.Count);
        while (ready.TryDequeue(out var place, out _))
        {
            sorted.Add(nodes[place]);
            foreach (var consumer in consumers[place].Where(consumer => --waiting[consumer] == 0))
            {
                ready.Enqueue(consumer, consumer);
            }
        }

        return sorted;
    }
}
