using System.Globalization;
using Lana;

namespace Samples;

/// <summary>Values of the command line that are more than a number.</summary>
internal static class OptionText
{
    public static SpatialSize? Size(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var sides = text.Split('x', '×');
        return sides.Length <= 2 && Side(sides[0]) is { } height && Side(sides[^1]) is { } width
            ? new SpatialSize(height, width)
            : throw new FormatException(
                $"--size takes a number of pixels or HEIGHTxWIDTH, for example 224 or 48x192; got '{text}'.");
    }

    /// <summary>Reads a finite number or a fraction such as <c>1/255</c>; null for another text.</summary>
    public static double? TryNumber(string text)
    {
        var parts = text.Split('/', 2);
        var value = Simple(parts[0]) / (parts.Length == 2 ? Simple(parts[1]) : 1.0);
        return double.IsFinite(value) ? value : null;
    }

    public static double Number(string option, string text) =>
        TryNumber(text) ?? throw new FormatException($"{option} takes a number; got '{text}'.");

    public static IReadOnlyList<float>? Numbers(string option, string? text) =>
        text is null ? null : [.. text.Split(',').Select(part => (float)Number(option, part))];

    private static int? Side(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var side) && side > 0 ? side : null;

    private static double Simple(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}
