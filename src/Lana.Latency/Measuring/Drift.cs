namespace Lana.Measuring;

/// <summary>Divides out what slows the whole machine down: the clock's frequency, a noisy neighbour.</summary>
/// <remarks>The reference kernel is timed in each round. Its running median over five rounds, against its calm level, is the
/// factor by which that round was slow; a single burst that hits only the reference moves nothing.</remarks>
internal static class Drift
{
    private const int Reach = 2;

    /// <summary>The factor of each round, around 1.</summary>
    public static double[] Factors(ReadOnlySpan<double> reference, double calm)
    {
        var factors = new double[reference.Length];
        for (var round = 0; round < factors.Length; round++)
        {
            var from = Math.Max(0, round - Reach);
            var to = Math.Min(reference.Length, round + Reach + 1);
            factors[round] = SampleStatistics.Quantile(reference[from..to], 0.5) / calm;
        }

        return factors;
    }
}
