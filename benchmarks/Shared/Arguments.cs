using System.Globalization;
using System.Numerics;

namespace Samples;

/// <summary>The command line: a verb, options with a value, and switches.</summary>
internal sealed class Arguments
{
    private const string DefaultVerb = "run";

    private readonly Dictionary<string, string?> _values = [];
    private string? _verb;

    public Arguments(IReadOnlyList<string> words)
    {
        var rest = new Queue<string>(words);
        _verb = rest.TryPeek(out var first) && !IsOption(first) ? rest.Dequeue() : null;
        while (rest.TryDequeue(out var word))
        {
            if (!IsOption(word))
            {
                throw new ArgumentException($"'{word}' is no option; options begin with '--'.");
            }

            if (!_values.TryAdd(word, rest.TryPeek(out var next) && !IsOption(next) ? rest.Dequeue() : null))
            {
                throw new ArgumentException($"Option {word} is given twice.");
            }
        }
    }

    /// <summary>Takes the first word; <c>run</c> if there is none.</summary>
    public string TakeVerb()
    {
        var verb = _verb ?? DefaultVerb;
        _verb = null;
        return verb;
    }

    public bool Has(string name) => _values.Remove(name, out var value) && (value is null
        ? true
        : throw new ArgumentException($"Option {name} takes no value; got '{value}'."));

    public string? Text(string name) => _values.Remove(name, out var value)
        ? value ?? throw new ArgumentException($"Option {name} takes a value.")
        : null;

    public string Text(string name, string fallback) => Text(name) ?? fallback;

    public T? Number<T>(string name)
        where T : struct, INumberBase<T> => Text(name) is { } text ? Parse<T>(name, text, "takes a number") : null;

    public T Number<T>(string name, T fallback)
        where T : struct, INumberBase<T> => Number<T>(name) ?? fallback;

    /// <summary>Returns words separated by commas.</summary>
    public IReadOnlyList<string> Words(string name, params IReadOnlyList<string> fallback) => Text(name) is { } text
        ? text.Split(',', StringSplitOptions.TrimEntries)
        : fallback;

    /// <summary>Returns numbers separated by commas, for example <c>0.5,1,2</c>.</summary>
    public IReadOnlyList<T> Numbers<T>(string name, params IReadOnlyList<T> fallback)
        where T : struct, INumberBase<T> => Words(name) is { Count: > 0 } words
            ? [.. words.Select(word => Parse<T>(name, word, "takes numbers between commas"))]
            : fallback;

    /// <summary>Refuses options that were not read.</summary>
    public void ThrowIfUnread()
    {
        if (_verb is not null)
        {
            throw new ArgumentException($"There is no verb '{_verb}': options begin with '--'.");
        }

        if (_values.Count > 0)
        {
            throw new ArgumentException($"Unknown option {_values.Keys.First()}.");
        }
    }

    private static T Parse<T>(string name, string text, string wanted)
        where T : struct, INumberBase<T> =>
        T.TryParse(text, CultureInfo.InvariantCulture, out var number) && T.IsFinite(number)
            ? number
            : throw new ArgumentException($"Option {name} {wanted}; got '{text}'.");

    private static bool IsOption(string word) => word.StartsWith("--", StringComparison.Ordinal);
}
