using System.Text;

namespace Lana.Fuzzing;

/// <summary>Changes text token by token: numbers, words, signs and lines.</summary>
/// <param name="keywords">Words of the format that may take another token's place.</param>
internal sealed class TextMutator(params string[] keywords)
{
    private const int MaxNesting = 2000;

    private static readonly string[] Numbers =
    [
        "0", "-0", "1", "-1", "2", "255", "65536", "2147483647", "2147483648", "-2147483648", "4294967296",
        "9223372036854775807", "9223372036854775808", "1e308", "1e309", "-1e309", "1e-320", "0.1", "1.0", "01", "+1", "1,5",
        "NaN", "\"NaN\"", "Infinity", "\"-Infinity\"", "0x10", "1e", "99999999999999999999999999999999999999999999999999",
    ];

    private static readonly string[] Signs =
    [
        "\"", "'", "\\", "\\\"", "{", "}", "[", "]", ",", ":", ";", "=", "null", "true", "false", "{}", "[]", "\"\"", "[null]",
        "\t", "\r", "\n", "\r\n", "\v", "\0", "\u0001", "\u007f", "\u00a0", "\u2028", "\ufeff", "\u202e", "e\u0301", "\U0001f40e",
        "\\ud800", "\\u0000", "\"\\udc00\"", "//", "/**/", "#", "%00", "%", "..", "../", "/", "/etc/passwd", "\\\\", "*", "$type",
    ];

    /// <summary>One change; now and then the change is one of bytes, which may leave text that is none.</summary>
    public byte[] Mutate(byte[] utf8, FuzzRandom random) => random.OneIn(8)
        ? ByteMutator.Mutate(utf8, random)
        : Encoding.UTF8.GetBytes(Mutate(Encoding.UTF8.GetString(utf8), random));

    private string Mutate(string text, FuzzRandom random)
    {
        var tokens = random.OneIn(5) ? LinesOf(text) : TokensOf(text);
        if (tokens.Count == 0)
        {
            return Token(random);
        }

        var span = random.Span(tokens.Count);
        var (start, length) = span.GetOffsetAndLength(tokens.Count);
        var part = tokens.GetRange(start, length);
        switch (random.Below(8))
        {
            case 0:
                tokens.RemoveRange(start, length);
                break;
            case 1:
                tokens.InsertRange(random.Below(tokens.Count + 1), part);
                break;
            case 2:
                tokens.RemoveRange(start, tokens.Count - start);
                break;
            case 3:
                tokens.RemoveRange(start, length);
                tokens.InsertRange(random.Below(tokens.Count + 1), part);
                break;
            case 4:
                tokens.Insert(start, Nested(random));
                break;
            case 5:
                tokens.Insert(start, Token(random));
                break;
            default:
                tokens[Nearest(tokens, start, random)] = Token(random);
                break;
        }

        return string.Concat(tokens);
    }

    // Numbers and words say more than the spaces between them.
    private static int Nearest(List<string> tokens, int start, FuzzRandom random)
    {
        var place = tokens.FindIndex(start, token => char.IsLetterOrDigit(token[0]));
        return place < 0 || random.OneIn(4) ? start : place;
    }

    private string Token(FuzzRandom random) => random.Below(10) switch
    {
        < 3 => random.Pick(Numbers),
        < 6 => random.Pick(Signs),
        < 9 when keywords.Length > 0 => random.Pick(keywords),
        9 => new string((char)('a' + random.Below(26)), 1 + random.Below(2000)),
        _ => $"{random.Number()}",
    };

    private static string Nested(FuzzRandom random)
    {
        var depth = random.OneIn(4) ? random.Below(MaxNesting) : random.Below(80);
        var open = random.Pick(["[", "{\"a\":", "(", "{\"kind\":\"chain\",\"parts\":["]);
        var text = new StringBuilder().Insert(0, open, depth);
        return (random.OneIn(2) ? text.Append(']', depth) : text).ToString();
    }

    private static List<string> LinesOf(string text) => [.. text.Split('\n').Select(line => line + "\n")];

    private static List<string> TokensOf(string text)
    {
        var tokens = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            while (end < text.Length && KindOf(text[end]) == KindOf(text[start]) && KindOf(text[start]) != 0)
            {
                end++;
            }

            tokens.Add(text[start..end]);
            start = end;
        }

        return tokens;
    }

    private static int KindOf(char character) => character switch
    {
        (>= '0' and <= '9') or '.' or '-' or '+' => 1,
        _ when char.IsLetter(character) || character == '_' => 2,
        _ when char.IsWhiteSpace(character) => 3,
        _ => 0,
    };
}
