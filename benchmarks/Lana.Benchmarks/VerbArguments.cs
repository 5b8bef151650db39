using System.Globalization;

namespace Lana.Benchmarks;

/// <summary>Options of a verb: names with a value, and switches.</summary>
internal sealed class VerbArguments
{
    private readonly Dictionary<string, string?> _values = [];

    public VerbArguments(IReadOnlyList<string> words)
    {
        var rest = new Queue<string>(words);
        while (rest.TryDequeue(out var name))
        {
            var hasValue = rest.TryPeek(out var next) && !next.StartsWith("--", StringComparison.Ordinal);
            _values[name] = hasValue ? rest.Dequeue() : null;
        }
    }

    public bool Has(string name) => _values.Remove(name, out var value) && (value is null
        ? true
        : throw new ArgumentException($"Option {name} takes no value; got '{value}'."));

    public string? Text(string name) => _values.Remove(name, out var value)
        ? value ?? throw new ArgumentException($"Option {name} takes a value.")
        : null;

    public T Number<T>(string name, T fallback)
        where T : IParsable<T> => Text(name) is { } text ? T.Parse(text, CultureInfo.InvariantCulture) : fallback;

    /// <summary>Refuses what nobody asked for.</summary>
    public void ThrowIfUnread()
    {
        if (_values.Count > 0)
        {
            throw new ArgumentException($"Unknown option {_values.Keys.First()}.");
        }
    }
}
