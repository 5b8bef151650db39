using System.Globalization;

namespace ServeStudent;

/// <summary>Reads options from texts, and says in one line what is wrong with one.</summary>
internal sealed class OptionReader(Func<string, string?> textOf)
{
    public string? File(string name) => textOf(name) is not { } path || System.IO.File.Exists(path)
        ? textOf(name)
        : throw new FormatException($"--{name}: there is no file {path}.");

    public T Named<T>(string name, T fallback)
        where T : struct, Enum => textOf(name) is not { } text ? fallback
        : Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsDigit(text[0]) ? value
        : throw new FormatException(
            $"--{name} is one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}; got '{text}'.");

    public int Whole(string name, int fallback, int least, int most, bool hasEffect = true)
    {
        var text = Effective(name, hasEffect);
        return text is null ? fallback
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new FormatException($"--{name} is a whole number from {least} to {most}; got '{text}'.");
    }

    public double Real(string name, double fallback, Predicate<double> isValid, string range, bool hasEffect = true) =>
        Effective(name, hasEffect) is not { } text ? fallback
        : Number(name, text) is var value && isValid(value) ? value
        : throw new FormatException($"--{name} {range}; got '{text}'.");

    public float[]? Reals(string name, Predicate<float> isValid, string range)
    {
        var values = textOf(name)?.Split(',').Select(text => (float)Number(name, text)).ToArray();
        return values is null || values.All(value => isValid(value))
            ? values
            : throw new FormatException($"The numbers of --{name} {range}; got '{textOf(name)}'.");
    }

    /// <summary>Reads a side of a square, or height and width: <c>48x192</c>.</summary>
    public ImageSize? Size(string name)
    {
        var sides = textOf(name)?.Split('x');
        return sides is null ? null
            : sides.Length <= 2 && Side(sides[0]) is { } height && Side(sides[^1]) is { } width ? new ImageSize(height, width)
            : throw new FormatException($"--{name} is a number of pixels or HEIGHTxWIDTH, at most 16384 each; got '{textOf(name)}'.");
    }

    private string? Effective(string name, bool hasEffect) => textOf(name) is not { } text || hasEffect
        ? textOf(name)
        : throw new FormatException($"--{name} {text} has no effect with this --fit.");

    private static int? Side(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var side) && side is > 0 and <= 16384 ? side : null;

    // A number or a fraction: 1/255.
    private static double Number(string name, string text)
    {
        var parts = text.Split('/', 2);
        var value = Simple(parts[0]) / (parts.Length == 2 ? Simple(parts[1]) : 1.0);
        return double.IsFinite(value) ? value : throw new FormatException($"--{name} takes a finite number; got '{text}'.");
    }

    private static double Simple(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}
