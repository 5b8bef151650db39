namespace Lana.Selections;

/// <summary>The change of the network when one operation alone replaces a layer, for each operation and layer: lower is
/// better.</summary>
/// <remarks>LANA, section 3: a_ij, the change of the training loss when only layer i is swapped for its operation j;
/// the teacher's own layer scores 0. Scores may be negative; those that are not finite are kept and excluded by the
/// solver. Immutable and thread-safe. Layers and operations keep the given order.</remarks>
public sealed class ScoreTable
{
    private readonly FrozenDictionary<CandidateKey, double> _scores;
    private readonly FrozenDictionary<string, IReadOnlyList<string>> _operations;

    /// <summary>Creates a table.</summary>
    /// <param name="unit">The meaning of the numbers, for example <c>cross-entropy change</c>.</param>
    /// <param name="origin">The origin of the numbers, for a reader: a teacher and a data set, a file.</param>
    /// <param name="entries">The numbers, layers in the order of the network; a candidate may occur once.</param>
    /// <exception cref="ArgumentException">A candidate occurs twice, or a name or the unit is empty.</exception>
    public ScoreTable(string unit, string origin, IEnumerable<ScoreEntry> entries)
    {
        ArgumentException.ThrowIfNullOrEmpty(unit);
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(entries);
        var scores = new Dictionary<CandidateKey, double>();
        var layers = new List<string>();
        var operations = new Dictionary<string, List<string>>();
        foreach (var entry in entries)
        {
            ArgumentException.ThrowIfNullOrEmpty(entry.Key.Layer, nameof(entries));
            ArgumentException.ThrowIfNullOrEmpty(entry.Key.Operation, nameof(entries));
            if (!scores.TryAdd(entry.Key, entry.Score))
            {
                throw new ArgumentException(
                    $"There are two scores of {entry.Key}; give each candidate once.", nameof(entries));
            }

            if (!operations.TryGetValue(entry.Key.Layer, out var names))
            {
                operations.Add(entry.Key.Layer, names = []);
                layers.Add(entry.Key.Layer);
            }

            names.Add(entry.Key.Operation);
        }

        (Unit, Origin, Layers) = (unit, origin, layers.AsReadOnly());
        _scores = scores.ToFrozenDictionary();
        _operations =
            operations.ToFrozenDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value.AsReadOnly());
    }

    /// <summary>The meaning of the numbers, for example <c>cross-entropy change</c>.</summary>
    public string Unit { get; }

    /// <summary>The origin of the numbers.</summary>
    public string Origin { get; }

    /// <summary>The layers' names, in the order in which they were given.</summary>
    public IReadOnlyList<string> Layers { get; }

    /// <summary>The number of candidates.</summary>
    public int Count => _scores.Count;

    /// <summary>All candidates, in the order in which layers and their operations were given.</summary>
    public IEnumerable<ScoreEntry> Entries => Layers.SelectMany(
        layer => _operations[layer].Select(operation => new ScoreEntry(layer, operation, _scores[new(layer, operation)])));

    /// <summary>The operations that have a score in a layer, in the order in which they were given.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <returns>The names; none if the layer is not in the table.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="layer"/> is null.</exception>
    public IReadOnlyList<string> OperationsOf(string layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return _operations.TryGetValue(layer, out var names) ? names : [];
    }

    /// <summary>Looks a score up.</summary>
    /// <param name="key">The candidate.</param>
    /// <param name="score">The score in <see cref="Unit"/> if the candidate is known, otherwise 0.</param>
    /// <returns>True if the candidate is known.</returns>
    public bool TryGet(CandidateKey key, out double score) => _scores.TryGetValue(key, out score);

    /// <summary>The score of an operation in a layer.</summary>
    /// <param name="key">The candidate.</param>
    /// <exception cref="KeyNotFoundException">The candidate is not in the table.</exception>
    public double this[CandidateKey key] => TryGet(key, out var score)
        ? score
        : throw new KeyNotFoundException($"The table '{Origin}' has no score for {key}.");
}
