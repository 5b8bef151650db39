namespace Lana.Internal;

/// <summary>Texts of a file or a caller as messages show them.</summary>
internal static class Shortened
{
    private const int MaxLength = 100;

    /// <summary>The text, or its beginning where it is longer than any that is meant.</summary>
    public static string Of(string text) => text.Length <= MaxLength ? text : $"{text.AsSpan(0, MaxLength)}…";
}
