using System.Collections;
using System.Reflection;

namespace Lana.Internal;

/// <summary>Hashes everything in an options object that can change a result.</summary>
/// <remarks>Every public readable property counts, also those of nested objects and of items in collections, unless it
/// is marked with <see cref="NotPartOfFingerprintAttribute"/>. The order of declaration and the culture do not count.
/// </remarks>
internal static class OptionsFingerprint
{
    public static string Of(object options) => ContentHash.Of(TextOf(options));

    /// <summary>The canonical text that is hashed: the type, then its properties by name.</summary>
    public static string TextOf(object options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Text(options, options.GetType().Name);
    }

    // A delegate has no content that could be compared between runs, so a property with a delegate must be marked.
    private static string Text(object? value, string path) => value switch
    {
        null => "null",
        string or char => JsonSerializer.Serialize(value.ToString()),
        bool flag => flag ? "true" : "false",
        double or float or Half => ((IFormattable)value).ToString("R", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        Delegate or Type or Stream => throw new NotSupportedException(
            $"{path} is a {value.GetType().Name} and has no fingerprint. Mark the property with NotPartOfFingerprint."),
        IEnumerable items => $"[{string.Join(',', items.Cast<object?>().Select(item => Text(item, path)))}]",
        _ => ObjectText(value, path),
    };

    private static string ObjectText(object value, string path)
    {
        var properties = value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(Counts)
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => $"{property.Name}:{Text(property.GetValue(value), $"{path}.{property.Name}")}");
        return $"{value.GetType().Name}{{{string.Join(',', properties)}}}";
    }

    private static bool Counts(PropertyInfo property) =>
        property.GetMethod?.IsPublic == true
        && property.GetIndexParameters().Length == 0
        && property.GetCustomAttribute<NotPartOfFingerprintAttribute>() is null;
}
