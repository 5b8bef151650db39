using System.Globalization;

namespace Lana.Reproduction.Rendering;

/// <summary>Formats numbers for tables.</summary>
internal static class Figures
{
    public static string Percent(double share) => Invariant($"{100.0 * share:F2}");

    /// <summary>Mean and standard deviation of percentages, or the only value.</summary>
    public static string Percent(IReadOnlyList<double> shares) => shares.Count == 1
        ? Percent(shares[0])
        : Invariant($"{100.0 * shares.Average():F2} ± {100.0 * Deviation(shares):F2}");

    /// <summary>Formats a difference in percentage points.</summary>
    public static string Points(double difference) => Invariant($"{100.0 * difference:+0.00;-0.00;0.00}");

    /// <summary>Mean and standard deviation of differences, or the only value.</summary>
    public static string Points(IReadOnlyList<double> differences) => differences.Count == 1
        ? Points(differences[0])
        : Invariant($"{Points(differences.Average())} ± {100.0 * Deviation(differences):F2}");

    /// <summary>Formats a plain member and the side of its images, if that is known.</summary>
    public static string Member(string name, int? side) => side is null ? name : Invariant($"{name} at {side} pixels");

    public static string Times(double ratio) => Invariant($"{ratio:F2}×");

    public static string Number(double value) => Invariant($"{value:G4}");

    // The standard deviation of a sample.
    private static double Deviation(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return values.Count < 2 ? 0.0 : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
