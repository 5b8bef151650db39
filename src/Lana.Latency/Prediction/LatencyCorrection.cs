namespace Lana.Prediction;

/// <summary>From the sum of a table to the latency of the assembled network: a scale and an offset.</summary>
/// <remarks>The paper's sums miss the truth by −8 % to +14 %; a few assembled networks, measured as a whole, say by how
/// much here.</remarks>
/// <param name="Scale">Factor on the table's sum, positive.</param>
/// <param name="OffsetMs">Added behind it, in milliseconds.</param>
public sealed record LatencyCorrection(double Scale, double OffsetMs)
{
    private const int FewestForOffset = 3;

    // How far scale and offset may stray from the plain ratio, against a noise of 1 %: 20 % and 10 % of the typical
    // latency.
    private const double ScalePenalty = 0.0025;
    private const double OffsetPenalty = 0.01;

    /// <summary>The sum as it is.</summary>
    public static LatencyCorrection None { get; } = new(1.0, 0.0);

    /// <summary>Fits scale and offset to measured networks, in relative terms; a wild point weighs little.</summary>
    /// <param name="points">Measured networks. None leaves the sum as it is; one or two give the ratio alone, since an
    /// offset from so few would be noise.</param>
    /// <returns>The correction.</returns>
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
        var ratio = points.Count < FewestForOffset
            ? Math.Sqrt(ratios[0] * ratios[^1])
            : (ratios[(ratios.Length - 1) / 2] + ratios[ratios.Length / 2]) / 2.0;
        return points.Count < FewestForOffset ? new LatencyCorrection(ratio, 0.0) : FitBoth(points, ratio);
    }

    /// <summary>Corrects a sum.</summary>
    /// <param name="tableMs">The table's sum in milliseconds.</param>
    /// <returns>The latency to expect, at least 0.</returns>
    public double Apply(double tableMs) => Math.Max(0.0, (Scale * tableMs) + OffsetMs);

    /// <summary>The sum that is corrected to a latency: what a budget is for the selector.</summary>
    /// <param name="latencyMs">A latency in milliseconds.</param>
    /// <returns>The table's sum; negative where no sum is small enough.</returns>
    public double Invert(double latencyMs) => (latencyMs - OffsetMs) / Scale;

    private static LatencyCorrection FitBoth(IReadOnlyList<LatencyPoint> points, double ratio)
    {
        var typical = points.Select(point => point.MeasuredMs).Order().ElementAt(points.Count / 2);
        var solution = RobustFit.Solve(
            [.. points.Select(point => new[] { point.TableMs * ratio / point.MeasuredMs, typical / point.MeasuredMs })],
            [.. points.Select(_ => 1.0)],
            [1.0, 0.0],
            [ScalePenalty, OffsetPenalty]);
        return solution[0] > 0.0
            ? new LatencyCorrection(solution[0] * ratio, solution[1] * typical)
            : new LatencyCorrection(ratio, 0.0);
    }

    private static void ThrowIfNotPositive(double milliseconds)
    {
        if (!double.IsFinite(milliseconds) || milliseconds <= 0.0)
        {
            throw new ArgumentException($"A measured network has a positive, finite latency; got {milliseconds} ms.");
        }
    }
}
