namespace Lana.Internal;

/// <summary>Texts of a file or a caller as messages show them.</summary>
internal static class Shortened
{
    private const int MaxLength = 100;

    /// <summary>The text, or its beginning where it is longer than any that is meant.</summary>
    public static string Of(string text, int maxLength = MaxLength) =>
        text.Length <= maxLength ? text : $"{text.AsSpan(0, maxLength)}…";

    /// <summary>The first of several texts, and a sign that there are more.</summary>
    public static string List(IEnumerable<string> texts, int maxCount, string separator = "; ") =>
        string.Join(separator, texts.Take(maxCount)) + (texts.Skip(maxCount).Any() ? $"{separator}…" : "");
}
