using System.Collections.Frozen;

namespace Lana.Candidates;

/// <summary>What each operation costs in each layer: numbers with a unit and an origin, and nothing else.</summary>
/// <remarks>Plain data: no tensor, no device. Lana.Latency makes them by measuring, anybody can make one by hand.
/// Immutable and safe to share between threads.</remarks>
public sealed class CostTable
{
    private readonly FrozenDictionary<(string Layer, string Operation), double> _costs;

    /// <summary>Creates a table.</summary>
    /// <param name="unit">The unit of every number, for example <c>ms</c> or <c>MACs</c>.</param>
    /// <param name="origin">Where the numbers come from, for a reader: a device, a file, a formula.</param>
    /// <param name="entries">The numbers; a (layer, operation) pair may occur once.</param>
    /// <param name="constant">What the stem and the head cost together, in the same unit.</param>
    /// <exception cref="ArgumentException">A pair occurs twice, or a number is negative or not finite.</exception>
    public CostTable(string unit, string origin, IEnumerable<CostEntry> entries, double constant = 0.0)
    {
        ArgumentException.ThrowIfNullOrEmpty(unit);
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(entries);
        ThrowIfNotACost(constant, "the constant of stem and head");
        var costs = new Dictionary<(string, string), double>();
        foreach (var entry in entries)
        {
            ThrowIfNotACost(entry.Cost, $"operation '{entry.Operation}' in layer '{entry.Layer}'");
            if (!costs.TryAdd((entry.Layer, entry.Operation), entry.Cost))
            {
                throw new ArgumentException(
                    $"Operation '{entry.Operation}' of layer '{entry.Layer}' has two costs; give each pair once.", nameof(entries));
            }
        }

        Unit = unit;
        Origin = origin;
        Constant = constant;
        _costs = costs.ToFrozenDictionary();
    }

    /// <summary>The unit of every number, for example <c>ms</c>.</summary>
    public string Unit { get; }

    /// <summary>Where the numbers come from.</summary>
    public string Origin { get; }

    /// <summary>What the stem and the head cost together, in <see cref="Unit"/>.</summary>
    public double Constant { get; }

    /// <summary>The number of (layer, operation) pairs.</summary>
    public int Count => _costs.Count;

    /// <summary>All pairs, ordered by layer and operation name.</summary>
    public IEnumerable<CostEntry> Entries => _costs
        .Select(pair => new CostEntry(pair.Key.Layer, pair.Key.Operation, pair.Value))
        .OrderBy(entry => entry.Layer, StringComparer.Ordinal)
        .ThenBy(entry => entry.Operation, StringComparer.Ordinal);

    /// <summary>Looks a cost up.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="operation">The operation's canonical name.</param>
    /// <param name="cost">The cost in <see cref="Unit"/> where the pair is known, else 0.</param>
    /// <returns>Whether the pair is known.</returns>
    public bool TryGet(string layer, string operation, out double cost) =>
        _costs.TryGetValue((layer, operation), out cost);

    /// <summary>The cost of an operation in a layer.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="operation">The operation's canonical name.</param>
    /// <exception cref="KeyNotFoundException">The pair is not in the table.</exception>
    public double this[string layer, string operation] => TryGet(layer, operation, out var cost)
        ? cost
        : throw new KeyNotFoundException(
            $"The table '{Origin}' has no cost for operation '{operation}' in layer '{layer}'.");

    private static void ThrowIfNotACost(double cost, string what)
    {
        if (!double.IsFinite(cost) || cost < 0.0)
        {
            throw new ArgumentException($"The cost of {what} is {cost}; a cost is a finite number of at least 0.");
        }
    }
}
