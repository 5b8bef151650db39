using System.Collections.Frozen;

namespace Lana.Candidates;

/// <summary>Narrower zoos: by family, by layer, by cost. Filters follow one another; the teacher's own layer always
/// stays.</summary>
public static class CandidateFilters
{
    /// <summary>Only operations of these families.</summary>
    /// <param name="zoo">The zoo; it stays as it is.</param>
    /// <param name="families">For example <c>efn</c> and <c>cb_stack</c>.</param>
    /// <returns>A new zoo.</returns>
    /// <exception cref="ArgumentException">A family is not in the zoo; the message lists those that are.</exception>
    public static CandidateZoo OnlyFamilies(this CandidateZoo zoo, params IEnumerable<string> families) =>
        Families(zoo, families, keeps: true);

    /// <summary>All operations but those of these families.</summary>
    /// <param name="zoo">The zoo; it stays as it is.</param>
    /// <param name="families">For example <c>vit</c>.</param>
    /// <returns>A new zoo.</returns>
    /// <exception cref="ArgumentException">A family is not in the zoo; the message lists those that are.</exception>
    public static CandidateZoo WithoutFamilies(this CandidateZoo zoo, params IEnumerable<string> families) =>
        Families(zoo, families, keeps: false);

    /// <summary>Only these layers have candidates; the others keep the teacher's own.</summary>
    /// <param name="zoo">The zoo; it stays as it is.</param>
    /// <param name="layers">Names, for example <c>blocks.2.1</c>.</param>
    /// <returns>A new zoo.</returns>
    public static CandidateZoo OnlyInLayers(this CandidateZoo zoo, params IEnumerable<string> layers)
    {
        ArgumentNullException.ThrowIfNull(zoo);
        ArgumentNullException.ThrowIfNull(layers);
        var names = layers.ToFrozenSet();
        return zoo.Where((_, layer) => names.Contains(layer.Name));
    }

    /// <summary>Only operations that cost less than the teacher's own layer: fewer MACs by
    /// <see cref="PriceTables.Macs"/>, less time by a measured table.</summary>
    /// <param name="zoo">The zoo; it stays as it is.</param>
    /// <param name="costs">Costs of the operations; one that is not in the table is left out.</param>
    /// <param name="share">How much less: below this share of the teacher's own cost, above 0.</param>
    /// <returns>A new zoo.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is not above 0.</exception>
    /// <exception cref="KeyNotFoundException">When a layer is asked for: the table has no cost of the teacher's own
    /// operation there.</exception>
    public static CandidateZoo CheaperThanTeacher(this CandidateZoo zoo, CostTable costs, double share = 1.0)
    {
        ArgumentNullException.ThrowIfNull(zoo);
        ArgumentNullException.ThrowIfNull(costs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        return zoo.Where((operation, layer) =>
            costs.TryGet(layer.Name, operation.Name, out var cost) &&
            cost < share * costs[layer.Name, TeacherOperation.OperationName]);
    }

    private static CandidateZoo Families(CandidateZoo zoo, IEnumerable<string> families, bool keeps)
    {
        ArgumentNullException.ThrowIfNull(zoo);
        ArgumentNullException.ThrowIfNull(families);
        var asked = families.ToFrozenSet();
        var known = zoo.Operations.Select(operation => operation.Family).Distinct().ToList();
        if (asked.FirstOrDefault(family => !known.Contains(family)) is { } stranger)
        {
            throw new ArgumentException(
                $"The zoo has no family '{stranger}'; it has {string.Join(", ", known)}.", nameof(families));
        }

        return zoo.Where((operation, _) => asked.Contains(operation.Family) == keeps);
    }
}
