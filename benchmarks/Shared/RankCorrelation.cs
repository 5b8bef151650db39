namespace Samples;

/// <summary>Compares the rankings of two lists of numbers: Kendall's τ-b (1945), in which ties count for neither
/// side.</summary>
internal static class RankCorrelation
{
    /// <summary>Computes τ-b: −1 (reversed) to 1 (equal); 1 if there is nothing to rank.</summary>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double Kendall(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count != second.Count)
        {
            throw new ArgumentException(
                $"Both lists are of the same things; got {first.Count} and {second.Count} numbers.", nameof(second));
        }

        var (agreeing, untiedFirst, untiedSecond) = (0L, 0L, 0L);
        for (var i = 0; i < first.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var ours = first[i].CompareTo(first[j]);
                var theirs = second[i].CompareTo(second[j]);
                agreeing += ours * theirs;
                untiedFirst += ours * ours;
                untiedSecond += theirs * theirs;
            }
        }

        var pairs = Math.Sqrt((double)untiedFirst * untiedSecond);
        return pairs > 0.0 ? agreeing / pairs : 1.0;
    }
}
