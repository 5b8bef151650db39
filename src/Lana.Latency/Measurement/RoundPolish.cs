namespace Lana.Measurement;

/// <summary>Divides out slowdowns that affect everything in a round, such as the clock frequency or another program.</summary>
/// <remarks>A time is (slowdown of the round) · (time of the series), as in Tukey's median polish. The slowdown of a
/// round is the median over all series of the ratio of time to typical time, then a running median over five rounds, so
/// that a burst that hits one series, or one round, changes nothing.</remarks>
internal static class RoundPolish
{
    private const int Sweeps = 2;
    private const int Reach = 2;

    /// <summary>Divides the rounds' factors out of series with one time per round; a round of factor 1 is a typical
    /// one.</summary>
    public static (double[][] Series, double[] Factors) Polish(IReadOnlyList<double[]> series)
    {
        var factors = Factors(series, [.. series.Select(times => SampleStatistics.Quantile(times, 0.5))]);
        var polished = Divide(series, factors);
        for (var sweep = 1; sweep < Sweeps; sweep++)
        {
            factors = Factors(series, [.. polished.Select(times => SampleStatistics.Summarise(times).LatencyMs)]);
            polished = Divide(series, factors);
        }

        return (polished, factors);
    }

    /// <summary>Returns the undisturbed rounds, at least the given number: a disturbance slows some operations more
    /// than others, and no factor corrects that.</summary>
    public static int[] Calm(double[] factors, int minimum)
    {
        var limit = SampleStatistics.Quantile(factors, Interference.UndisturbedShare) * Interference.RoundTolerance;
        var ranked = Enumerable.Range(0, factors.Length).OrderBy(round => factors[round]).ToArray();
        var calm = ranked.Count(round => factors[round] <= limit);
        return ranked[..Math.Clamp(calm, Math.Min(minimum, ranked.Length), ranked.Length)];
    }

    private static double[] Factors(IReadOnlyList<double[]> series, double[] levels)
    {
        var rounds = series[0].Length;
        var raw = new double[rounds];
        var ratios = new double[series.Count];
        for (var round = 0; round < rounds; round++)
        {
            for (var index = 0; index < ratios.Length; index++)
            {
                ratios[index] = levels[index] > 0.0 ? series[index][round] / levels[index] : 1.0;
            }

            raw[round] = SampleStatistics.Quantile(ratios, 0.5);
        }

        return [.. Enumerable.Range(0, rounds).Select(round => Smoothed(raw, round))];
    }

    private static double Smoothed(ReadOnlySpan<double> factors, int round)
    {
        var from = Math.Max(0, round - Reach);
        var to = Math.Min(factors.Length, round + Reach + 1);
        return Math.Max(SampleStatistics.Quantile(factors[from..to], 0.5), 1e-9);
    }

    private static double[][] Divide(IReadOnlyList<double[]> series, double[] factors) =>
        [.. series.Select(times => times.Zip(factors, (time, factor) => time / factor).ToArray())];
}
