using Lana.Storage;
using Lana.Tables;

namespace Lana.Benchmarks.Latency;

/// <summary>Random selections, spread evenly between the fastest and the slowest network of a table.</summary>
internal sealed class RandomNetworks
{
    private const int LongestWalk = 20_000;
    private const int Attempts = 100;

    // How near to its aim a network has to come, as a share of the distance between two aims.
    private const double Tolerance = 0.25;
    private readonly LatencyEntry[][] _layers;
    private readonly double _fastestMs;
    private readonly double _slowestMs;
    private readonly HashSet<string> _drawn = [];
    private SplitMix64 _random;

    public RandomNetworks(LatencyTable table, ulong seed)
    {
        _random = new SplitMix64(seed);
        _layers = [.. table.Layers.Select(layer => table.Entries
            .Where(entry => entry.Layer == layer)
            .OrderBy(entry => entry.LatencyMs)
            .ToArray())];
        _fastestMs = _layers.Sum(layer => layer[0].LatencyMs);
        _slowestMs = _layers.Sum(layer => layer[^1].LatencyMs);
        Fastest = Names(new int[_layers.Length]);
        Slowest = Names([.. _layers.Select(layer => layer.Length - 1)]);
        _drawn.Add(string.Join('|', Fastest));
        _drawn.Add(string.Join('|', Slowest));
    }

    public IReadOnlyList<string> Fastest { get; }

    public IReadOnlyList<string> Slowest { get; }

    /// <summary>Networks that were not drawn before, their sums spread evenly.</summary>
    public List<IReadOnlyList<string>> Draw(int count)
    {
        var step = (_slowestMs - _fastestMs) / count;
        return Draw([.. Enumerable.Range(0, count).Select(index => _fastestMs + ((index + 0.5) * step))]);
    }

    /// <summary>Networks that were not drawn before.</summary>
    /// <param name="aimsMs">The sum of each, without stem and head.</param>
    public List<IReadOnlyList<string>> Draw(IReadOnlyList<double> aimsMs)
    {
        var tolerance = Tolerance * (_slowestMs - _fastestMs) / aimsMs.Count;
        return [.. aimsMs.Select(aim => Fresh(aim, tolerance))];
    }

    /// <summary>The table's sum, without stem and head.</summary>
    public double Sum(IReadOnlyList<string> selection) => _layers
        .Zip(selection, (layer, name) => layer.First(entry => entry.Operation == name).LatencyMs)
        .Sum();

    private IReadOnlyList<string> Fresh(double aimMs, double toleranceMs)
    {
        // Next to the fastest and the slowest there may be none but these: each attempt goes nearer to the middle.
        var middle = (_fastestMs + _slowestMs) / 2.0;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var names = Names(Walk(aimMs + ((middle - aimMs) * attempt / Attempts), toleranceMs));
            if (_drawn.Add(string.Join('|', names)))
            {
                return names;
            }
        }

        throw new InvalidOperationException($"There are too few networks of about {aimMs} ms; use a larger zoo.");
    }

    // From a random network by random swaps that come nearer.
    private int[] Walk(double aimMs, double toleranceMs)
    {
        var choice = _layers.Select(layer => _random.NextInt(layer.Length)).ToArray();
        var sum = choice.Select((operation, layer) => _layers[layer][operation].LatencyMs).Sum();
        for (var step = 0; step < LongestWalk && Math.Abs(sum - aimMs) > toleranceMs; step++)
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

    private IReadOnlyList<string> Names(int[] choice) =>
        [.. choice.Select((operation, layer) => _layers[layer][operation].Operation)];
}
