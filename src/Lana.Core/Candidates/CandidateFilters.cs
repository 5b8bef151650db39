using System.Collections.Frozen;
using Lana.Selections;

namespace Lana.Candidates;

/// <summary>Narrower zoos: by family, by layer, by cost. Filters follow one another; the teacher's own layer always
/// stays.</summary>
public static class CandidateFilters
{
    /// <summary>Only operations of these families.</summary>
    /// <param name="searchSpace">The search space; it stays as it is.</param>
    /// <param name="families">For example <c>efn</c> and <c>cb_stack</c>.</param>
    /// <returns>A new search space.</returns>
    /// <exception cref="ArgumentException">A family is not in the search space; the message lists those that are.</exception>
    public static SearchSpace OnlyFamilies(this SearchSpace searchSpace, params IEnumerable<string> families) =>
        Families(searchSpace, families, keeps: true);

    /// <summary>All operations but those of these families.</summary>
    /// <param name="searchSpace">The search space; it stays as it is.</param>
    /// <param name="families">For example <c>vit</c>.</param>
    /// <returns>A new search space.</returns>
    /// <exception cref="ArgumentException">A family is not in the search space; the message lists those that are.</exception>
    public static SearchSpace WithoutFamilies(this SearchSpace searchSpace, params IEnumerable<string> families) =>
        Families(searchSpace, families, keeps: false);

    /// <summary>Only these layers have candidates; the others keep the teacher's own.</summary>
    /// <param name="searchSpace">The search space; it stays as it is.</param>
    /// <param name="layers">Names, for example <c>blocks.2.1</c>.</param>
    /// <returns>A new search space.</returns>
    public static SearchSpace OnlyInLayers(this SearchSpace searchSpace, params IEnumerable<string> layers)
    {
        ArgumentNullException.ThrowIfNull(searchSpace);
        ArgumentNullException.ThrowIfNull(layers);
        var names = layers.ToFrozenSet();
        return searchSpace.Where((_, layer) => names.Contains(layer.Name));
    }

    /// <summary>Only operations that cost less than the teacher's own layer: fewer MACs by
    /// <see cref="CostTables.Macs"/>, less time by a measured table.</summary>
    /// <param name="searchSpace">The search space; it stays as it is.</param>
    /// <param name="costs">Costs of the operations; one that is not in the table is left out.</param>
    /// <param name="share">How much less: below this share of the teacher's own cost, above 0.</param>
    /// <returns>A new search space.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is not above 0.</exception>
    /// <exception cref="KeyNotFoundException">When a layer is asked for: the table has no cost of the teacher's own
    /// operation there.</exception>
    public static SearchSpace CheaperThanTeacher(this SearchSpace searchSpace, CostTable costs, double share = 1.0)
    {
        ArgumentNullException.ThrowIfNull(searchSpace);
        ArgumentNullException.ThrowIfNull(costs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        return searchSpace.Where((operation, layer) =>
            costs.TryGet(new(layer.Name, operation.Name), out var cost) &&
            cost < share * costs[new(layer.Name, TeacherOperation.OperationName)]);
    }

    private static SearchSpace Families(SearchSpace searchSpace, IEnumerable<string> families, bool keeps)
    {
        ArgumentNullException.ThrowIfNull(searchSpace);
        ArgumentNullException.ThrowIfNull(families);
        var asked = families.ToFrozenSet();
        var known = searchSpace.Operations.Select(operation => operation.Family).Distinct().ToList();
        if (asked.FirstOrDefault(family => !known.Contains(family)) is { } stranger)
        {
            throw new ArgumentException(
                $"The search space has no family '{stranger}'; it has {string.Join(", ", known)}.", nameof(families));
        }

        return searchSpace.Where((operation, _) => asked.Contains(operation.Family) == keeps);
    }
}
