using System.Globalization;
using Lana;
using Lana.Problem;

namespace Accelerate;

/// <summary>Values of the command line that are more than a number.</summary>
internal static class SettingsText
{
    private const string BudgetForms = "a share of the network's latency (0.5), milliseconds (4ms) or images per second (200/s)";

    public static Budget Budget(string text, int batch) => text switch
    {
        "" => throw new FormatException($"--budget is missing: {BudgetForms}."),
        _ when text.EndsWith("ms", StringComparison.Ordinal) => Lana.Problem.Budget.LatencyMs(Number("--budget", text[..^2])),
        _ when text.EndsWith("/s", StringComparison.Ordinal) =>
            Lana.Problem.Budget.Throughput(Number("--budget", text[..^2]), batch),
        _ => Lana.Problem.Budget.Latency(Number("--budget", text)),
    };

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

    /// <summary>A number or a fraction, for example <c>1/255</c>.</summary>
    public static double Number(string option, string text)
    {
        var parts = text.Split('/', 2);
        var value = Simple(option, parts[0], text) / (parts.Length == 2 ? Simple(option, parts[1], text) : 1.0);
        return double.IsFinite(value) ? value : throw Refusal(option, text);
    }

    public static IReadOnlyList<float>? Numbers(string option, string? text) =>
        text is null ? null : [.. text.Split(',').Select(part => (float)Number(option, part))];

    private static int? Side(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var side) && side > 0 ? side : null;

    private static double Simple(string option, string part, string text) =>
        double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Refusal(option, text);

    private static FormatException Refusal(string option, string text) => new(
        option == "--budget" ? $"--budget takes {BudgetForms}; got '{text}'." : $"{option} takes a number; got '{text}'.");
}
