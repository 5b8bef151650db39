namespace Lana.Calibration;

/// <summary>From the sum of a table to the latency of the assembled network: a line, with bends where enough networks
/// were measured.</summary>
/// <remarks>The paper's sums miss the truth by −8 % to +14 %; a few assembled networks, measured as a whole, say by how
/// much here. A line is not enough where small networks fit into a cache that larger ones do not.</remarks>
/// <param name="Scale">Factor on the table's sum above the last bend, positive.</param>
/// <param name="OffsetMs">Added behind it, in milliseconds.</param>
public sealed record LatencyCorrection(double Scale, double OffsetMs)
{
    private const int FewestForOffset = 3;
    private const int FewestForBends = 10;

    // How far scale and offset may stray from the plain ratio, against a noise of 1 %: 20 % and 10 % of the typical
    // latency.
    private const double ScalePenalty = 0.0025;
    private const double OffsetPenalty = 0.01;

    // A bend has to be worth it.
    private const double BendPenalty = 0.03;

    // No slope may fall below this share of the scale: a larger sum is never faster.
    private const double SmallestSlope = 0.05;

    // Most bends where sums are small: there a cache may hold all of a network.
    private static readonly double[] BendQuantiles = [0.1, 0.2, 0.3, 0.5, 0.7];

    /// <summary>The sum as it is.</summary>
    public static LatencyCorrection None { get; } = new(1.0, 0.0);

    /// <summary>Where the line bends, by ascending sums.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<Knot> Bends { get; init; } = [];

    /// <summary>Fits the correction to measured networks, in relative terms; a wild point weighs little.</summary>
    /// <param name="points">Measured networks. None leaves the sum as it is; one or two give the ratio alone, since an
    /// offset from so few would be noise; three or more a line; ten or more a line that bends.</param>
    /// <returns>The correction; the larger of two sums is never the faster network.</returns>
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
        if (points.Count < FewestForOffset)
        {
            return new LatencyCorrection(Math.Sqrt(ratios[0] * ratios[^1]), 0.0);
        }

        var ratio = (ratios[(ratios.Length - 1) / 2] + ratios[ratios.Length / 2]) / 2.0;
        return (points.Count >= FewestForBends ? FitLine(points, ratio, BendsOf(points)) : null)
            ?? FitLine(points, ratio, [])
            ?? new LatencyCorrection(ratio, 0.0);
    }

    /// <summary>Corrects a sum.</summary>
    /// <param name="tableMs">The table's sum in milliseconds.</param>
    /// <returns>The latency to expect, at least 0.</returns>
    public double Apply(double tableMs) => Math.Max(0.0, Line(tableMs));

    /// <summary>The sum that is corrected to a latency: what a budget is for the selector.</summary>
    /// <param name="latencyMs">A latency in milliseconds.</param>
    /// <returns>The table's sum; negative where no sum is small enough.</returns>
    public double Invert(double latencyMs)
    {
        // From the right, the first piece that reaches down to the latency.
        var (slope, end) = (Scale, double.PositiveInfinity);
        for (var index = Bends.Count - 1; index >= 0 && Line(Bends[index].TableMs) > latencyMs; index--)
        {
            (slope, end) = (slope - Bends[index].Slope, Bends[index].TableMs);
        }

        return double.IsPositiveInfinity(end)
            ? (latencyMs - OffsetMs) / Scale
            : end - ((Line(end) - latencyMs) / slope);
    }

    private double Line(double tableMs) => (Scale * tableMs) + OffsetMs + Bends.Sum(bend => bend.At(tableMs));

    private static double[] BendsOf(IReadOnlyList<LatencyPoint> points)
    {
        var sums = points.Select(point => point.TableMs).Order().ToArray();
        return [.. BendQuantiles.Select(share => sums[(int)(share * sums.Length)]).Distinct()];
    }

    // Null where the fit says that larger sums are faster.
    private static LatencyCorrection? FitLine(IReadOnlyList<LatencyPoint> points, double ratio, double[] bends)
    {
        var typical = points.Select(point => point.MeasuredMs).Order().ElementAt(points.Count / 2);
        double[] Row(LatencyPoint point) =>
        [
            point.TableMs * ratio / point.MeasuredMs,
            typical / point.MeasuredMs,
            .. bends.Select(bend => Math.Max(0.0, bend - point.TableMs) * ratio / point.MeasuredMs),
        ];
        var solution = RobustFit.Solve(
            [.. points.Select(Row)],
            [.. points.Select(_ => 1.0)],
            [1.0, 0.0, .. bends.Select(_ => 0.0)],
            [ScalePenalty, OffsetPenalty, .. bends.Select(_ => BendPenalty)]);
        var slope = solution[0];
        for (var index = solution.Length - 1; index > 1; index--)
        {
            slope = Math.Min(slope, solution[0] - solution[index..].Sum());
        }

        return solution[0] <= 0.0 || slope < SmallestSlope * solution[0]
            ? null
            : new LatencyCorrection(solution[0] * ratio, solution[1] * typical)
            {
                Bends = [.. bends.Select((bend, index) => new Knot(bend, solution[index + 2] * ratio))],
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
