namespace Lana.Calibration;

/// <summary>Maps the sum of a table to the latency of the assembled network: a line, with knots if enough networks were
/// measured.</summary>
/// <remarks>The paper's sums differ from the measured latency by −8 % to +14 %. A line is not enough if small networks
/// fit into a cache and larger ones do not.</remarks>
internal sealed record LatencyCorrection(double Scale, double OffsetMs)
{
    private const int MinForOffset = 3;
    private const int MinForKnots = 10;

    // The penalties keep scale and offset near the plain ratio: with a noise of 1 %, within 20 % and 10 % of the
    // typical latency.
    private const double ScalePenalty = 0.0025;
    private const double OffsetPenalty = 0.01;

    // A knot has to improve the fit noticeably.
    private const double KnotPenalty = 0.03;

    // No slope may fall below this share of the scale: a larger sum is never faster.
    private const double MinSlope = 0.05;

    // Most knots are at small sums, where a cache may hold the whole network.
    private static readonly double[] KnotQuantiles = [0.1, 0.2, 0.3, 0.5, 0.7];

    public static LatencyCorrection None { get; } = new(1.0, 0.0);

    /// <summary>The knots by ascending sums.</summary>
    public IReadOnlyList<Knot> Knots { get; init; } = [];

    /// <summary>Fits the correction to measured networks, in relative terms; outliers weigh little. A larger sum never
    /// gives a smaller latency.</summary>
    /// <remarks>Without points the sum is not changed; one or two give only the ratio, since an offset from so few
    /// would be noise; three or more give a line, ten or more a line with knots.</remarks>
    /// <exception cref="ArgumentException">A number is not positive and finite.</exception>
    public static LatencyCorrection Fit(params IReadOnlyList<LatencyPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        foreach (var point in points)
        {
            ThrowIfNotPositive(point.TableMs);
            ThrowIfNotPositive(point.MeasuredMs);
        }

        if (points.Count == 0)
        {
            return None;
        }

        var ratios = points.Select(point => point.MeasuredMs / point.TableMs).Order().ToArray();
        if (points.Count < MinForOffset)
        {
            return new LatencyCorrection(Math.Sqrt(ratios[0] * ratios[^1]), 0.0);
        }

        var ratio = (ratios[(ratios.Length - 1) / 2] + ratios[ratios.Length / 2]) / 2.0;
        return (points.Count >= MinForKnots ? FitLine(points, ratio, KnotsOf(points)) : null)
            ?? FitLine(points, ratio, [])
            ?? new LatencyCorrection(ratio, 0.0);
    }

    /// <summary>Corrects a sum; at least 0.</summary>
    public double Apply(double tableMs) => Math.Max(0.0, Line(tableMs));

    /// <summary>The sum that is corrected to a latency, such as a budget; negative if no sum is small enough.</summary>
    public double Invert(double latencyMs)
    {
        // Searches from the right for the first piece that extends down to the latency.
        var (slope, end) = (Scale, double.PositiveInfinity);
        for (var index = Knots.Count - 1; index >= 0 && Line(Knots[index].TableMs) > latencyMs; index--)
        {
            (slope, end) = (slope - Knots[index].Slope, Knots[index].TableMs);
        }

        return double.IsPositiveInfinity(end)
            ? (latencyMs - OffsetMs) / Scale
            : end - ((Line(end) - latencyMs) / slope);
    }

    private double Line(double tableMs) => (Scale * tableMs) + OffsetMs + Knots.Sum(knot => knot.At(tableMs));

    private static double[] KnotsOf(IReadOnlyList<LatencyPoint> points)
    {
        var sums = points.Select(point => point.TableMs).Order().ToArray();
        return [.. KnotQuantiles.Select(share => sums[(int)(share * sums.Length)]).Distinct()];
    }

    // Null if in the fit larger sums are faster.
    private static LatencyCorrection? FitLine(IReadOnlyList<LatencyPoint> points, double ratio, double[] knots)
    {
        var typical = points.Select(point => point.MeasuredMs).Order().ElementAt(points.Count / 2);
        double[] Row(LatencyPoint point) =>
        [
            point.TableMs * ratio / point.MeasuredMs,
            typical / point.MeasuredMs,
            .. knots.Select(knot => Math.Max(0.0, knot - point.TableMs) * ratio / point.MeasuredMs),
        ];
        var solution = RobustFit.Solve(
            [.. points.Select(Row)],
            [.. points.Select(_ => 1.0)],
            [1.0, 0.0, .. knots.Select(_ => 0.0)],
            [ScalePenalty, OffsetPenalty, .. knots.Select(_ => KnotPenalty)]);
        var slope = solution[0];
        for (var index = solution.Length - 1; index > 1; index--)
        {
            slope = Math.Min(slope, solution[0] - solution[index..].Sum());
        }

        return solution[0] <= 0.0 || slope < MinSlope * solution[0]
            ? null
            : new LatencyCorrection(solution[0] * ratio, solution[1] * typical)
            {
                Knots = [.. knots.Select((knot, index) => new Knot(knot, solution[index + 2] * ratio))],
            };
    }

    private static void ThrowIfNotPositive(double milliseconds)
    {
        if (!double.IsFinite(milliseconds) || milliseconds <= 0.0)
        {
            throw new ArgumentException($"A measured network has a positive, finite latency; got {milliseconds} ms.");
        }
    }
}
