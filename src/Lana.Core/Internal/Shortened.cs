namespace Lana.Internal;

/// <summary>Shortens texts of a file or a caller for messages.</summary>
internal static class Shortened
{
    private const int MaxLength = 100;

    /// <summary>Returns the text, or its beginning if it is longer than the limit.</summary>
    public static string Of(string text, int maxLength = MaxLength) =>
        text.Length <= maxLength ? text : $"{text.AsSpan(0, maxLength)}…";

    /// <summary>Returns the first of several texts, with a sign that there are more.</summary>
    public static string List(IEnumerable<string> texts, int maxCount, string separator = "; ") =>
        string.Join(separator, texts.Take(maxCount)) + (texts.Skip(maxCount).Any() ? $"{separator}…" : "");
}
