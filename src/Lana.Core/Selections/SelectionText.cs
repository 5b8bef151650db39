namespace Lana.Selections;

/// <summary>The text form of a selection: <c>layer=operation</c>, separated by spaces.</summary>
/// <remarks>Separators inside names are percent-encoded, so that every selection can be parsed again.</remarks>
internal static class SelectionText
{
    public static string Write(Selection selection) =>
        string.Join(' ', selection.Select(choice => $"{Escape(choice.Layer)}={Escape(choice.Operation)}"));

    public static bool TryParse(string? text, [NotNullWhen(true)] out Selection? selection)
    {
        selection = null;
        if (text is null)
        {
            return false;
        }

        var choices = new List<CandidateKey>();
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=') is not [{ Length: > 0 } layer, { Length: > 0 } operation])
            {
                return false;
            }

            choices.Add(new CandidateKey(Uri.UnescapeDataString(layer), Uri.UnescapeDataString(operation)));
        }

        if (choices.DistinctBy(choice => choice.Layer).Count() != choices.Count)
        {
            return false;
        }

        selection = new Selection(choices);
        return true;
    }

    private static string Escape(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            if (character is '=' or '%' || char.IsWhiteSpace(character) || char.IsControl(character))
            {
                text.Append(Uri.EscapeDataString($"{character}"));
            }
            else
            {
                text.Append(character);
            }
        }

        return text.ToString();
    }
}
