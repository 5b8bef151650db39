using System.Text.RegularExpressions;

namespace Lana.Weights;

/// <summary>The beginning of a weight's name, with numbers left open: <c>blocks.{s}.{r}.conv_pw</c> or
/// <c>layer{s+1}.{r}</c>. An offset shifts a number: <c>{s+1}</c> is one more than <c>{s}</c>. An empty pattern matches
/// the beginning of every name.</summary>
internal sealed partial class WeightPattern
{
    private readonly string _text;
    private readonly OpenNumber[] _numbers;
    private readonly Regex _beginning;

    public WeightPattern(string text)
    {
        _text = text;
        _numbers = [.. Open().Matches(text).Select(OpenNumber.Parse)];
        _beginning = new Regex($"^{Expression(text)}(?=\\.|$)", RegexOptions.CultureInvariant);
    }

    /// <summary>The names of the open numbers, in alphabetical order.</summary>
    public IEnumerable<string> Numbers => _numbers.Select(number => number.Name).Order(StringComparer.Ordinal);

    /// <summary>Returns the open numbers of a name that begins like this pattern, and the rest; otherwise null.</summary>
    public (Dictionary<string, int> Numbers, string End)? Match(string name)
    {
        if (_text.Length == 0)
        {
            return ([], name);
        }

        var match = _beginning.Match(name);
        if (!match.Success)
        {
            return null;
        }

        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (number, group) in _numbers.Zip(match.Groups.Cast<Group>().Skip(1)))
        {
            var value = int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) - number.Offset;
            if (value < 0)
            {
                return null;
            }

            numbers.Add(number.Name, value);
        }

        return (numbers, name[match.Length..].TrimStart('.'));
    }

    /// <summary>Returns the name that begins like this pattern, with these numbers.</summary>
    public string Write(Dictionary<string, int> numbers, string end)
    {
        var next = 0;
        var beginning = Open().Replace(_text, _ => _numbers[next++].Write(numbers));
        return string.Join('.', new[] { beginning, end }.Where(part => part.Length > 0));
    }

    public override string ToString() => _text;

    // Numbers have no leading zeros, so that the reverse conversion gives the same name.
    private static string Expression(string text) => string.Concat(Open().Split(text).Select((part, index) =>
        index % 2 == 0 ? Regex.Escape(part) : "(0|[1-9][0-9]{0,8})"));

    [GeneratedRegex(@"\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Open();

    private readonly record struct OpenNumber(string Name, int Offset)
    {
        public static OpenNumber Parse(Match match)
        {
            var parts = match.Groups[1].Value.Split('+', 2);
            return new OpenNumber(
                parts[0],
                parts.Length == 1 ? 0 : int.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture));
        }

        public string Write(Dictionary<string, int> numbers) =>
            (numbers[Name] + Offset).ToString(CultureInfo.InvariantCulture);
    }
}
