namespace Lana.Internal;

/// <summary>Converts names to Unicode's composed form, as systems differ in how they store accents.</summary>
/// <remarks>The library's own normalisation does nothing in a process without ICU (InvariantGlobalization). The pairs
/// are those of Unicode 14 with primary composites in the basic plane. A mark that does not directly follow its letter
/// is not changed.</remarks>
internal static class ComposedText
{
    private const int FirstSyllable = 0xAC00;
    private const int FirstLead = 0x1100;
    private const int FirstVowel = 0x1161;
    private const int FirstTail = 0x11A7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Tails = 28;

    private static readonly Lazy<FrozenDictionary<(char, char), char>> Pairs = new(Read);

    /// <summary>Returns the text with each letter and its marks as one character, if there is such a character.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var composed = new StringBuilder(text.Length);
        foreach (var next in text)
        {
            if (composed.Length > 0 && Compose(composed[^1], next) is { } whole)
            {
                composed[^1] = whole;
            }
            else
            {
                composed.Append(next);
            }
        }

        return composed.ToString();
    }

    private static char? Compose(char first, char second) =>
        Pairs.Value.TryGetValue((first, second), out var whole) ? whole : Syllable(first, second);

    // Korean syllables are numbered by their parts.
    private static char? Syllable(char first, char second)
    {
        var (lead, vowel, tail) = (first - FirstLead, second - FirstVowel, second - FirstTail);
        if (lead is >= 0 and < Leads && vowel is >= 0 and < Vowels)
        {
            return (char)(FirstSyllable + (((lead * Vowels) + vowel) * Tails));
        }

        var syllable = first - FirstSyllable;
        return syllable is >= 0 and < Leads * Vowels * Tails && syllable % Tails == 0 && tail is > 0 and < Tails
            ? (char)(first + tail)
            : null;
    }

    private static FrozenDictionary<(char, char), char> Read()
    {
        using var stream = typeof(ComposedText).Assembly.GetManifestResourceStream("Lana.CanonicalPairs.txt")!;
        using var reader = new StreamReader(stream);
        var pairs = new Dictionary<(char, char), char>();
        while (reader.ReadLine() is { } line)
        {
            var codes = Array.ConvertAll(line.Split(' '), code => (char)ushort.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            pairs.Add((codes[0], codes[1]), codes[2]);
        }

        return pairs.ToFrozenDictionary();
    }
}
