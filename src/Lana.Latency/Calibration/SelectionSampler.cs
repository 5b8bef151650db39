using Lana.Tables;

namespace Lana.Calibration;

/// <summary>Draws random selections whose table sums are spread evenly between the fastest and the slowest: networks
/// for correcting a prediction, or for testing one.</summary>
internal sealed class SelectionSampler
{
    private const int MaxWalk = 4_000;
    private const int Attempts = 50;

    // The maximum distance of a sum from its target, as a share of the distance between two targets.
    private const double Tolerance = 0.25;

    private readonly LatencyEntry[][] _layers;
    private readonly double _fastestMs;
    private readonly double _slowestMs;
    private readonly HashSet<Selection> _drawn = [];
    private SplitMix64 _random;

    /// <exception cref="ArgumentException">A layer has no operation in the table.</exception>
    public SelectionSampler(LatencyTable table, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(table);
        _random = new SplitMix64(seed);
        var entries = table.Entries.ToLookup(entry => entry.Key.Layer, StringComparer.Ordinal);
        _layers = [.. table.Layers.Select(layer => entries[layer].OrderBy(entry => entry.LatencyMs).ToArray())];
        var empty = Array.FindIndex(_layers, layer => layer.Length == 0);
        if (empty >= 0)
        {
            throw new ArgumentException(
                $"The latency table of '{table.Network}' has no operation in layer '{table.Layers[empty]}'.",
                nameof(table));
        }

        _fastestMs = _layers.Sum(layer => layer[0].LatencyMs);
        _slowestMs = _layers.Sum(layer => layer[^1].LatencyMs);
        Fastest = Choose(new int[_layers.Length]);
        Slowest = Choose([.. _layers.Select(layer => layer.Length - 1)]);
        _drawn.Add(Fastest);
        _drawn.Add(Slowest);
    }

    /// <summary>The fastest operation of every layer, by the table.</summary>
    public Selection Fastest { get; }

    /// <summary>The slowest operation of every layer, by the table.</summary>
    public Selection Slowest { get; }

    /// <summary>Draws selections that were not drawn before, their sums spread evenly; fewer if the table has no
    /// more.</summary>
    public IReadOnlyList<Selection> Draw(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var step = (_slowestMs - _fastestMs) / Math.Max(1, count);
        return Draw([.. Enumerable.Range(0, count).Select(index => _fastestMs + ((index + 0.5) * step))]);
    }

    /// <summary>Draws selections that were not drawn before, each near a target sum without stem and head.</summary>
    public IReadOnlyList<Selection> Draw(IReadOnlyList<double> aimsMs)
    {
        ArgumentNullException.ThrowIfNull(aimsMs);
        var tolerance = Tolerance * (_slowestMs - _fastestMs) / Math.Max(1, aimsMs.Count);
        return [.. aimsMs.Select(aim => Fresh(aim, tolerance)).OfType<Selection>()];
    }

    /// <summary>The table's sum, without stem and head.</summary>
    public double Sum(Selection selection) => _layers
        .Zip(selection, (layer, key) => layer.First(entry => entry.Key == key).LatencyMs)
        .Sum();

    // Close to the fastest and the slowest there may be no others: each attempt moves its target towards the middle.
    private Selection? Fresh(double aimMs, double toleranceMs)
    {
        var middle = (_fastestMs + _slowestMs) / 2.0;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var selection = Choose(Walk(aimMs + ((middle - aimMs) * attempt / Attempts), toleranceMs));
            if (_drawn.Add(selection))
            {
                return selection;
            }
        }

        return null;
    }

    // Starts from a random selection and makes random swaps that come closer to the target.
    private int[] Walk(double aimMs, double toleranceMs)
    {
        var choice = _layers.Select(layer => _random.NextInt(layer.Length)).ToArray();
        var sum = choice.Select((operation, layer) => _layers[layer][operation].LatencyMs).Sum();
        for (var step = 0; step < MaxWalk && Math.Abs(sum - aimMs) > toleranceMs; step++)
        {
            var layer = _random.NextInt(_layers.Length);
            var operation = _random.NextInt(_layers[layer].Length);
            var changed = sum - _layers[layer][choice[layer]].LatencyMs + _layers[layer][operation].LatencyMs;
            if (Math.Abs(changed - aimMs) < Math.Abs(sum - aimMs))
            {
                (sum, choice[layer]) = (changed, operation);
            }
        }

        return choice;
    }

    private Selection Choose(int[] choice) =>
        new(choice.Select((operation, layer) => _layers[layer][operation].Key));
}
