using Lana.Definitions;

namespace Lana.Import.Structure;

/// <summary>The dominators and post-dominators of values: the values on every path to a value, and on every path from
/// it.</summary>
/// <remarks>Values are numbered as in <see cref="GraphPlan"/>. In a graph without cycles one pass in the order of the
/// nodes is sufficient: a value's dominator is the nearest common dominator of its inputs (Cooper, Harvey and Kennedy
/// 2001).</remarks>
internal sealed class Dominators
{
    private readonly int[] _before;
    private readonly int[] _after;

    private Dominators(int[] before, int[] after) => (_before, _after) = (before, after);

    /// <summary>The number that represents the end, after all outputs.</summary>
    public int End => _after.Length - 1;

    /// <summary>Computes the dominators of a graph.</summary>
    public static Dominators Of(GraphPlan plan, IEnumerable<int> outputs) =>
        Of([.. Enumerable.Range(0, plan.Nodes.Length).Select(node => plan.InputsOf(node).ToArray())], outputs);

    /// <summary>Computes the dominators of nodes of which only the inputs are known.</summary>
    public static Dominators Of(IReadOnlyList<int[]> nodes, IEnumerable<int> outputs)
    {
        var count = nodes.Count + 1;
        var before = new int[count];
        var users = Enumerable.Range(0, count).Select(_ => new List<int>()).ToArray();
        for (var value = 1; value < count; value++)
        {
            var inputs = nodes[value - 1];
            before[value] = inputs[0];
            foreach (var input in inputs)
            {
                before[value] = Common(before, before[value], input, isForward: true);
                users[input].Add(value);
            }
        }

        foreach (var output in outputs)
        {
            users[output].Add(count);
        }

        var after = new int[count + 1];
        after[count] = count;
        for (var value = count - 1; value >= 0; value--)
        {
            after[value] = users[value].Aggregate((one, other) => Common(after, one, other, isForward: false));
        }

        return new Dominators(before, after);
    }

    /// <summary>The nearest other value on every path from the input to a value.</summary>
    public int Before(int value) => _before[value];

    /// <summary>The nearest post-dominator: the first later value on every path from a value to an output.</summary>
    public int After(int value) => _after[value];

    /// <summary>Returns true if a value dominates another: it is on every path from the input to it.</summary>
    public bool IsOnEveryPathTo(int dominator, int value)
    {
        while (value > dominator)
        {
            value = _before[value];
        }

        return value == dominator;
    }

    /// <summary>The nodes on the paths from a value to another; empty if other paths also lead to it.</summary>
    /// <param name="value">The value at which the paths begin.</param>
    /// <param name="end">A value on every path from there to an output.</param>
    public List<int> Between(int value, int end) => end == End || !IsOnEveryPathTo(value, end)
        ? []
        : [.. Enumerable.Range(value, end - value).Where(node => IsBetween(value, node + 1, end))];

    private bool IsBetween(int value, int member, int end)
    {
        if (!IsOnEveryPathTo(value, member))
        {
            return false;
        }

        while (member < end)
        {
            member = After(member);
        }

        return member == end;
    }

    private static int Common(int[] tree, int one, int other, bool isForward)
    {
        while (one != other)
        {
            if (isForward ? one > other : one < other)
            {
                one = tree[one];
            }
            else
            {
                other = tree[other];
            }
        }

        return one;
    }
}
