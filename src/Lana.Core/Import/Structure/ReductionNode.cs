using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Structure;

/// <summary>A node of a graph that is being reduced: a definition with one input, a join, or another operator.</summary>
/// <param name="Name">The name of its value.</param>
/// <param name="Inputs">The input values; a join has any number.</param>
internal sealed record ReductionNode(string Name, ImmutableArray<string> Inputs)
{
    /// <summary>The definition that it computes from its one input; null for a join or an operator.</summary>
    public Definition? Definition { get; init; }

    /// <summary>The operation that joins its inputs.</summary>
    public JoinKind Join { get; init; }

    /// <summary>The operator of a node without definition.</summary>
    public TensorOperator? Operator { get; init; }

    /// <summary>The nesting depth of joins in the definition.</summary>
    public int Depth { get; init; }

    /// <summary>A node that computes a definition.</summary>
    public static ReductionNode Of(string name, string input, Definition definition, int depth) =>
        new(name, [input]) { Definition = definition, Depth = depth };

    /// <summary>Returns the nodes of a graph; a sum of several values is computed two at a time.</summary>
    /// <param name="rename">Returns the name of an input in that graph.</param>
    /// <param name="fresh">Creates a name for an intermediate value.</param>
    public IEnumerable<GraphNode> ToGraph(Func<string, string> rename, Func<string, string> fresh)
    {
        string[] inputs = [.. Inputs.Select(rename)];
        if (Definition is not null)
        {
            yield return new GraphNode(Name, Definition, inputs[0]);
            yield break;
        }

        for (var steps = Join == JoinKind.Sum ? inputs.Length - 2 : 0; steps > 0; steps--)
        {
            var sum = fresh(Name);
            yield return new GraphNode(sum, Operator!, inputs[0], inputs[1]);
            inputs = [sum, .. inputs[2..]];
        }

        yield return new GraphNode(Name, Operator!, inputs);
    }
}
