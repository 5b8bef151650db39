using Lana.Definitions;

namespace Lana.Import.Structure;

/// <summary>The parallel rule: branches that start at one value and end in a join become one definition.</summary>
/// <param name="nodes">The nodes by name.</param>
/// <param name="uses">The number of uses of each value.</param>
/// <param name="shapes">The shapes of the values.</param>
internal sealed class JoinReduction(
    IReadOnlyDictionary<string, ReductionNode> nodes,
    IReadOnlyDictionary<string, int> uses,
    IReadOnlyDictionary<string, TensorShape> shapes)
{
    /// <summary>The maximum nesting depth of joins: deeper definitions could not be read back from JSON.</summary>
    public const int MaxDepth = 24;

    /// <summary>Returns the join as one definition; null if its branches do not start at one value.</summary>
    public ReductionNode? Whole(ReductionNode join) => Sources(join)
        .Where(source => join.Inputs.All(input => IsBranch(input, source)))
        .Select(source => Join(join.Name, join, source, join.Inputs))
        .FirstOrDefault(made => made is not null);

    /// <summary>Returns those of a join's branches that start at the latest possible value, as one definition, and the
    /// join with the rest. Sums and concatenations may be nested in any way.</summary>
    /// <param name="join">The join.</param>
    /// <param name="name">Creates a name for the new definition.</param>
    /// <param name="order">The position of each value.</param>
    public (ReductionNode Part, ReductionNode Others)? Part(ReductionNode join, Func<string> name, IReadOnlyDictionary<string, int> order)
    {
        if (join.Join is not (JoinKind.Sum or JoinKind.Concat))
        {
            return null;
        }

        foreach (var source in Sources(join).OrderByDescending(source => order.GetValueOrDefault(source, -1)))
        {
            if (Members(join, source) is { Count: > 1 } members
                && Join(name(), join, source, [.. members.Select(place => join.Inputs[place])]) is { } part)
            {
                var rest = join.Inputs.Select((input, place) => place == members[0] ? part.Name : members.Contains(place) ? null : input);
                return (part, join with { Inputs = [.. rest.OfType<string>()] });
            }
        }

        return null;
    }

    // The values at which the branch of an input may start: the input itself, or the input of its definition.
    private IEnumerable<string> Sources(ReductionNode join) => join.Inputs.SelectMany(input => new[] { Before(input), input }).Distinct();

    private string Before(string value) => nodes.TryGetValue(value, out var node) && node.Definition is not null ? node.Inputs[0] : value;

    private bool IsBranch(string input, string source) =>
        input == source || (Before(input) == source && uses[input] == 1);

    // Concatenated branches must be neighbours.
    private List<int> Members(ReductionNode join, string source)
    {
        var members = new List<int>();
        for (var place = 0; place < join.Inputs.Length; place++)
        {
            if (IsBranch(join.Inputs[place], source))
            {
                members.Add(place);
            }
            else if (join.Join == JoinKind.Concat && members.Count > 1)
            {
                break;
            }
            else if (join.Join == JoinKind.Concat)
            {
                members.Clear();
            }
        }

        return members;
    }

    private ReductionNode? Join(string name, ReductionNode join, string source, ImmutableArray<string> inputs)
    {
        if (!shapes[source].IsFeature)
        {
            return null;
        }

        var depth = inputs.Max(input => input == source ? 0 : nodes[input].Depth) + 1;
        var branches = inputs.Select(input => input == source ? Chain.Identity : nodes[input].Definition!).ToList();
        var definition = depth > MaxDepth ? null : join.Join switch
        {
            JoinKind.Sum => SumOf(branches),
            JoinKind.Concat => ConcatOf(branches),
            JoinKind.Product => GateOf(join, source, branches),
            _ => null,
        };
        return definition is null ? null : ReductionNode.Of(name, source, definition, depth);
    }

    private static Concat ConcatOf(List<Definition> branches)
    {
        ImmutableArray<Definition> flat = [.. branches.SelectMany(branch => branch is Concat inner ? inner.Branches : [branch])];
        return new Concat(flat);
    }

    private static Definition SumOf(List<Definition> branches)
    {
        if (branches.Count == 1)
        {
            return branches[0];
        }

        if (branches.Remove(Chain.Identity))
        {
            return new Residual(SumOf(branches));
        }

        ImmutableArray<Definition> flat = [.. branches.SelectMany(branch => branch is Sum inner ? inner.Branches : [branch])];
        return new Sum(flat);
    }

    private Gate? GateOf(ReductionNode join, string source, List<Definition> branches) =>
        branches.Count == 2
        && branches.Remove(Chain.Identity)
        && branches[0] != Chain.Identity
        && shapes[join.Name] == shapes[source] ? new Gate(branches[0]) : null;
}
