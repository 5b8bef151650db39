namespace Lana.Calibration;

/// <summary>How far two lists of numbers rank the same things alike.</summary>
/// <remarks>Kendall 1945, τ-b: ties in either list count for neither side.</remarks>
public static class RankCorrelation
{
    /// <summary>Compares every pair.</summary>
    /// <param name="first">One number for each thing.</param>
    /// <param name="second">The other numbers of the same things, in the same order.</param>
    /// <returns>−1 (reversed) to 1 (alike); 1 where there is nothing to rank.</returns>
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
