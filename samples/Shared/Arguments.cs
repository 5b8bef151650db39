using System.Globalization;

namespace Samples;

/// <summary>The command line: a verb, options with a value, and switches.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = [];

    public Arguments(IReadOnlyList<string> words)
    {
        var rest = new Queue<string>(words);
        Verb =
            rest.TryPeek(out var first) && !first.StartsWith("--", StringComparison.Ordinal) ? rest.Dequeue() : "run";
        while (rest.TryDequeue(out var word))
        {
            if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                throw new ArgumentException($"'{word}' is no option; options begin with '--'.");
            }

            var hasValue = rest.TryPeek(out var next) && !next.StartsWith("--", StringComparison.Ordinal);
            _values[word] = hasValue ? rest.Dequeue() : "";
        }
    }

    public string Verb { get; }

    public bool Has(string name) => _values.Remove(name);

    public string Text(string name, string fallback) => _values.Remove(name, out var value) && value.Length > 0
        ? value
        : fallback;

    public T Number<T>(string name, T fallback)
        where T : IParsable<T>
    {
        if (!_values.Remove(name, out var text))
        {
            return fallback;
        }

        return T.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentException($"Option {name} takes a number; got '{text}'.");
    }

    /// <summary>Refuses what nobody asked for.</summary>
    public void ThrowIfUnread()
    {
        if (_values.Count > 0)
        {
            throw new ArgumentException($"Unknown option {_values.Keys.First()}.");
        }
    }
}
