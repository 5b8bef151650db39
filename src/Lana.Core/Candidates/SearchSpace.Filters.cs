using Lana.Selections;

namespace Lana.Candidates;

// Filters are applied one after another; the teacher's own layer always stays.
public sealed partial class SearchSpace
{
    /// <summary>Keeps only the operations of these families.</summary>
    /// <param name="families">For example <c>efn</c> and <c>cb_stack</c>.</param>
    /// <returns>A new search space.</returns>
    /// <exception cref="ArgumentException">A family is not in the search space; the message lists those that are.</exception>
    public SearchSpace OnlyFamilies(params IEnumerable<string> families) => Families(families, keeps: true);

    /// <summary>Removes the operations of these families.</summary>
    /// <param name="families">For example <c>vit</c>.</param>
    /// <returns>A new search space.</returns>
    /// <exception cref="ArgumentException">A family is not in the search space; the message lists those that are.</exception>
    public SearchSpace WithoutFamilies(params IEnumerable<string> families) => Families(families, keeps: false);

    /// <summary>Restricts the candidates to these layers; the others keep the teacher's own.</summary>
    /// <param name="layers">Names, for example <c>blocks.2.1</c>; one that a network does not have causes an error when
    /// the candidates of that network are requested.</param>
    /// <returns>A new search space.</returns>
    public SearchSpace OnlyInLayers(params IEnumerable<string> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var names = layers.ToFrozenSet();
        return Where((_, layer) => names.Contains(layer.Name), _named.Union(names));
    }

    /// <summary>Keeps only operations that cost less than the teacher's own layer: fewer MACs with
    /// <see cref="CostTables.Macs"/>, less time with a measured table.</summary>
    /// <param name="costs">Costs of the operations; one that is not in the table is left out.</param>
    /// <param name="share">The limit as a share of the teacher's own cost, above 0.</param>
    /// <returns>A new search space.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is not above 0.</exception>
    /// <exception cref="KeyNotFoundException">On use: the table has no cost of the teacher's own layer.</exception>
    public SearchSpace CheaperThanTeacher(CostTable costs, double share = 1.0)
    {
        ArgumentNullException.ThrowIfNull(costs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        return Where((operation, layer) =>
            costs.TryGet(new(layer.Name, operation.Name), out var cost) &&
            cost < share * costs[new(layer.Name, Operation.TeacherName)]);
    }

    private SearchSpace Families(IEnumerable<string> families, bool keeps)
    {
        ArgumentNullException.ThrowIfNull(families);
        var asked = families.ToFrozenSet();
        var known = Operations.Select(operation => operation.Family).Distinct().ToList();
        if (asked.FirstOrDefault(family => !known.Contains(family)) is { } stranger)
        {
            throw new ArgumentException(
                $"The search space has no family '{stranger}'; it has {string.Join(", ", known)}.", nameof(families));
        }

        return Where((operation, _) => asked.Contains(operation.Family) == keeps);
    }
}
