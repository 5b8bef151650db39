using System.Globalization;

namespace Lana.Pool;

/// <summary>The smallest, the middle and the largest of some losses.</summary>
/// <param name="Minimum">The smallest.</param>
/// <param name="Median">The middle; of two, the smaller one.</param>
/// <param name="Maximum">The largest.</param>
public readonly record struct LossSpread(double Minimum, double Median, double Maximum)
{
    /// <summary>The spread of losses.</summary>
    /// <param name="values">At least one.</param>
    /// <returns>The spread.</returns>
    /// <exception cref="ArgumentException">There is no number.</exception>
    public static LossSpread Of(IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var sorted = values.Order().ToList();
        return sorted.Count == 0
            ? throw new ArgumentException("A spread needs at least one number.", nameof(values))
            : new LossSpread(sorted[0], sorted[(sorted.Count - 1) / 2], sorted[^1]);
    }

    /// <summary>The three losses with four digits.</summary>
    /// <returns>For example <c>0.01, 0.125, 0.9</c>.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Minimum:G4}, {Median:G4}, {Maximum:G4}");
}
