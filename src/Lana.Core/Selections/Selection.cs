using System.Collections;

namespace Lana.Selections;

/// <summary>One candidate for each layer of a network: the result of a solver, from which a student is built.</summary>
/// <remarks>A value: two selections are equal when they choose the same operations for the same layers in the same order.
/// Written to JSON as an object of operation names by layer. Immutable and safe to share between threads.</remarks>
[JsonConverter(typeof(SelectionJsonConverter))]
public sealed class Selection : IReadOnlyList<CandidateKey>, IEquatable<Selection>
{
    private readonly ImmutableArray<CandidateKey> _choices;

    /// <summary>Creates a selection.</summary>
    /// <param name="choices">One candidate for each layer, in the order of the network.</param>
    /// <exception cref="ArgumentException">A name is empty, or a layer occurs twice.</exception>
    public Selection(IEnumerable<CandidateKey> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        _choices = [.. choices];
        var layers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var choice in _choices)
        {
            ArgumentException.ThrowIfNullOrEmpty(choice.Layer, nameof(choices));
            ArgumentException.ThrowIfNullOrEmpty(choice.Operation, nameof(choices));
            if (!layers.Add(choice.Layer))
            {
                throw new ArgumentException(
                    $"A selection has one operation for each layer; layer '{Shortened.Of(choice.Layer)}' occurs twice.", nameof(choices));
            }
        }
    }

    /// <summary>The number of layers.</summary>
    public int Count => _choices.Length;

    /// <summary>The names of the layers, in order.</summary>
    public IEnumerable<string> Layers => _choices.Select(choice => choice.Layer);

    /// <summary>The names of the chosen operations, in the order of the layers.</summary>
    public IEnumerable<string> Operations => _choices.Select(choice => choice.Operation);

    /// <summary>The candidate of a layer.</summary>
    /// <param name="index">The layer's index in the network, from 0.</param>
    public CandidateKey this[int index] => _choices[index];

    /// <summary>The operation chosen for a layer.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <exception cref="KeyNotFoundException">The selection has no such layer.</exception>
    public string this[string layer] => _choices.FirstOrDefault(choice => choice.Layer == layer).Operation
        ?? throw new KeyNotFoundException($"The selection has no layer '{layer}'.");

    /// <summary>Creates a selection from the names of layers and operations.</summary>
    /// <param name="layers">The layers' names, in the order of the network.</param>
    /// <param name="operations">One operation name for each layer, in the same order.</param>
    /// <returns>The selection.</returns>
    /// <exception cref="ArgumentException">The numbers differ, a name is empty, or a layer occurs twice.</exception>
    public static Selection Of(IReadOnlyCollection<string> layers, IReadOnlyCollection<string> operations)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(operations);
        return layers.Count == operations.Count
            ? new Selection(layers.Zip(operations, (layer, operation) => new CandidateKey(layer, operation)))
            : throw new ArgumentException(
                $"A selection has one operation for each layer; got {operations.Count} for {layers.Count} layers.",
                nameof(operations));
    }

    /// <summary>Reads the text form.</summary>
    /// <param name="text">The text that <see cref="ToString"/> wrote.</param>
    /// <returns>The selection.</returns>
    /// <exception cref="FormatException">The text is not the text form of a selection.</exception>
    public static Selection Parse(string text) => TryParse(text, out var selection)
        ? selection
        : throw new FormatException(
            $"'{Shortened.Of(text)}' is not a selection: write layer=operation for each layer, separated by spaces.");

    /// <summary>Reads the text form.</summary>
    /// <param name="text">The text that <see cref="ToString"/> wrote.</param>
    /// <param name="selection">The selection, or null.</param>
    /// <returns>True if the text is the text form of a selection.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Selection? selection) =>
        SelectionText.TryParse(text, out selection);

    /// <summary>The number of layers for which two selections choose the same operation.</summary>
    /// <param name="other">A selection for the same layers.</param>
    /// <returns>0 to <see cref="Count"/>.</returns>
    public int OverlapWith(Selection other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _choices.Zip(other._choices).Count(pair => pair.First == pair.Second);
    }

    /// <inheritdoc/>
    public IEnumerator<CandidateKey> GetEnumerator() => ((IEnumerable<CandidateKey>)_choices).GetEnumerator();

    /// <summary>Compares two selections by value.</summary>
    /// <param name="left">A selection, or null.</param>
    /// <param name="right">A selection, or null.</param>
    /// <returns>True if they are equal.</returns>
    public static bool operator ==(Selection? left, Selection? right) => Equals(left, right);

    /// <summary>Compares two selections by value.</summary>
    /// <param name="left">A selection, or null.</param>
    /// <param name="right">A selection, or null.</param>
    /// <returns>True if they differ.</returns>
    public static bool operator !=(Selection? left, Selection? right) => !Equals(left, right);

    /// <inheritdoc/>
    public bool Equals(Selection? other) => other is not null && _choices.AsSpan().SequenceEqual(other._choices.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Selection);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var choice in _choices)
        {
            hash.Add(choice);
        }

        return hash.ToHashCode();
    }

    /// <summary>Formats the selection, for example <c>blocks.0.0=identity blocks.0.1=efn_e3_k5</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => SelectionText.Write(this);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
