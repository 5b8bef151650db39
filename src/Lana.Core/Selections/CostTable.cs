namespace Lana.Selections;

/// <summary>The cost of each operation in each layer: numbers with a unit and an origin.</summary>
/// <remarks>Plain data: no tensor, no device. Lana.Latency creates them by measuring; they can also be created by hand.
/// Immutable and safe to share between threads.</remarks>
public sealed class CostTable
{
    private readonly FrozenDictionary<CandidateKey, double> _costs;

    /// <summary>Creates a table.</summary>
    /// <param name="unit">The unit of every number, for example <c>ms</c> or <c>MACs</c>.</param>
    /// <param name="origin">The origin of the numbers, for a reader: a device, a file, a formula.</param>
    /// <param name="entries">The numbers; a candidate may occur once.</param>
    /// <param name="constant">The cost of stem and head together, in the same unit.</param>
    /// <exception cref="ArgumentException">A candidate occurs twice, or a number is negative or not finite.</exception>
    public CostTable(string unit, string origin, IEnumerable<CostEntry> entries, double constant = 0.0)
    {
        ArgumentException.ThrowIfNullOrEmpty(unit);
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(entries);
        ThrowIfNotACost(constant, "the constant of stem and head");
        var costs = new Dictionary<CandidateKey, double>();
        foreach (var entry in entries)
        {
            ThrowIfNotACost(entry.Cost, $"{entry.Key}");
            if (!costs.TryAdd(entry.Key, entry.Cost))
            {
                throw new ArgumentException(
                    $"There are two costs of {entry.Key}; give each candidate once.", nameof(entries));
            }
        }

        (Unit, Origin, Constant) = (unit, origin, constant);
        _costs = costs.ToFrozenDictionary();
    }

    /// <summary>The unit of every number, for example <c>ms</c>.</summary>
    public string Unit { get; }

    /// <summary>The origin of the numbers.</summary>
    public string Origin { get; }

    /// <summary>The cost of stem and head together, in <see cref="Unit"/>.</summary>
    public double Constant { get; }

    /// <summary>The number of candidates.</summary>
    public int Count => _costs.Count;

    /// <summary>All candidates, ordered by layer and operation name.</summary>
    public IEnumerable<CostEntry> Entries => _costs
        .Select(pair => new CostEntry(pair.Key, pair.Value))
        .OrderBy(entry => entry.Key.Layer, StringComparer.Ordinal)
        .ThenBy(entry => entry.Key.Operation, StringComparer.Ordinal);

    /// <summary>Looks a cost up.</summary>
    /// <param name="key">The candidate.</param>
    /// <param name="cost">The cost in <see cref="Unit"/> if the candidate is known, otherwise 0.</param>
    /// <returns>True if the candidate is known.</returns>
    public bool TryGet(CandidateKey key, out double cost) => _costs.TryGetValue(key, out cost);

    /// <summary>The cost of an operation in a layer.</summary>
    /// <param name="key">The candidate.</param>
    /// <exception cref="KeyNotFoundException">The candidate is not in the table.</exception>
    public double this[CandidateKey key] => TryGet(key, out var cost)
        ? cost
        : throw new KeyNotFoundException($"The table '{Origin}' has no cost for {key}.");

    private static void ThrowIfNotACost(double cost, string what)
    {
        if (!double.IsFinite(cost) || cost < 0.0)
        {
            throw new ArgumentException($"The cost of {what} is {cost}; a cost is a finite number of at least 0.");
        }
    }
}
