using System.Globalization;

namespace Lana.Benchmarks;

/// <summary>Options of a verb: names with a value.</summary>
internal sealed class VerbArguments
{
    private readonly Dictionary<string, string> _values = [];

    public VerbArguments(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i += 2)
        {
            _values[words[i]] = i + 1 < words.Count
                ? words[i + 1]
                : throw new ArgumentException($"Option {words[i]} takes a value.");
        }
    }

    public string? Text(string name) => _values.Remove(name, out var value) ? value : null;

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
