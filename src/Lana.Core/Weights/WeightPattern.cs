namespace Lana.Weights;

/// <summary>The beginning of a weight's name, with numbers left open: <c>blocks.{s}.{r}.conv_pw</c>. An offset shifts a
/// number: <c>{s+1}</c> stands for one more than <c>{s}</c>.</summary>
internal sealed class WeightPattern
{
    private readonly string _text;
    private readonly Segment[] _segments;

    public WeightPattern(string text)
    {
        _text = text;
        _segments = [.. text.Split('.').Select(Parse)];
    }

    /// <summary>What the open numbers are called, in alphabetical order.</summary>
    public IEnumerable<string> Numbers =>
        _segments.Where(segment => segment.IsNumber).Select(segment => segment.Text).Order(StringComparer.Ordinal);

    /// <summary>The open numbers of a name that begins like this pattern, and the rest; else null.</summary>
    public (Dictionary<string, int> Numbers, string[] End)? Match(string[] name)
    {
        if (name.Length < _segments.Length)
        {
            return null;
        }

        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (segment, part) in _segments.Zip(name))
        {
            if (!segment.IsNumber && segment.Text != part)
            {
                return null;
            }

            if (segment.IsNumber)
            {
                var isNumber = int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
                if (!isNumber || number < segment.Offset)
                {
                    return null;
                }

                numbers.Add(segment.Text, number - segment.Offset);
            }
        }

        return (numbers, name[_segments.Length..]);
    }

    /// <summary>The name that begins like this pattern, with these numbers.</summary>
    public string Write(Dictionary<string, int> numbers, string[] end) => string.Join('.', _segments
        .Select(segment => segment.IsNumber
            ? (numbers[segment.Text] + segment.Offset).ToString(CultureInfo.InvariantCulture)
            : segment.Text)
        .Concat(end));

    public override string ToString() => _text;

    private static Segment Parse(string part)
    {
        if (!part.StartsWith('{') || !part.EndsWith('}'))
        {
            return new Segment(part, IsNumber: false, 0);
        }

        var inside = part[1..^1].Split('+', 2);
        var offset = inside.Length == 1 ? 0 : int.Parse(inside[1], NumberStyles.None, CultureInfo.InvariantCulture);
        return new Segment(inside[0], IsNumber: true, offset);
    }

    private readonly record struct Segment(string Text, bool IsNumber, int Offset);
}
