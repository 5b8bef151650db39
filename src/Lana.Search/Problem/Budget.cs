namespace Lana.Problem;

/// <summary>The latency limit of the network: a share of the teacher's latency, or milliseconds.</summary>
/// <remarks>A budget applies to the whole measured network, stem and head included. Immutable.</remarks>
public sealed record Budget
{
    private Budget(double? fraction, double? ms)
    {
        TeacherFraction = fraction;
        Ms = ms;
    }

    /// <summary>The share of the teacher's latency, above 0 and at most 1; null for an absolute budget.</summary>
    public double? TeacherFraction { get; }

    /// <summary>The latency in milliseconds, above 0; null for a relative budget.</summary>
    public double? Ms { get; }

    /// <summary>A share of the teacher's latency: <c>Budget.Latency(fraction: 0.45)</c>.</summary>
    /// <param name="fraction">The share, above 0 and at most 1.</param>
    /// <returns>The budget.</returns>
    /// <exception cref="ArgumentException"><paramref name="fraction"/> is not above 0 and at most 1.</exception>
    public static Budget Latency(double fraction) => fraction is > 0.0 and <= 1.0
        ? new Budget(fraction, null)
        : throw new ArgumentException(
            $"A latency fraction is a share of the teacher's latency, above 0 and at most 1; got {fraction}. "
            + "For milliseconds use Budget.LatencyMs.", nameof(fraction));

    /// <summary>A latency in milliseconds: <c>Budget.LatencyMs(2.5)</c>.</summary>
    /// <param name="ms">The latency of one batch in milliseconds, above 0 and finite.</param>
    /// <returns>The budget.</returns>
    /// <exception cref="ArgumentException"><paramref name="ms"/> is not finite and above 0.</exception>
    public static Budget LatencyMs(double ms) => double.IsFinite(ms) && ms > 0.0
        ? new Budget(null, ms)
        : throw new ArgumentException($"A latency in milliseconds is finite and above 0; got {ms}.", nameof(ms));

    /// <summary>A throughput: the latency of one batch that reaches it.</summary>
    /// <param name="imagesPerSecond">Images per second, above 0 and finite.</param>
    /// <param name="batchSize">The images of one batch, at least 1: the batch size of the latency table.</param>
    /// <returns>The budget, in milliseconds of one batch.</returns>
    /// <exception cref="ArgumentException"><paramref name="imagesPerSecond"/> is not finite and above 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1.</exception>
    public static Budget Throughput(double imagesPerSecond, int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return double.IsFinite(imagesPerSecond) && imagesPerSecond > 0.0
            ? LatencyMs(1000.0 * batchSize / imagesPerSecond)
            : throw new ArgumentException(
                $"A throughput in images per second is finite and above 0; got {imagesPerSecond}.", nameof(imagesPerSecond));
    }

    /// <summary>The budget in milliseconds.</summary>
    /// <param name="teacherMs">The teacher's latency in milliseconds, above 0 and finite.</param>
    /// <returns>The maximum latency of a network, in milliseconds.</returns>
    /// <exception cref="ArgumentException"><paramref name="teacherMs"/> is not finite and above 0.</exception>
    public double Resolve(double teacherMs) => double.IsFinite(teacherMs) && teacherMs > 0.0
        ? Ms ?? (TeacherFraction!.Value * teacherMs)
        : throw new ArgumentException(
            $"The teacher's latency in milliseconds is finite and above 0; got {teacherMs}.", nameof(teacherMs));

    /// <summary>Formats the budget, for example <c>45 % of the teacher</c> or <c>2.5 ms</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        Ms is { } ms
            ? FormattableString.Invariant($"{ms} ms")
            : FormattableString.Invariant($"{TeacherFraction!.Value * 100.0:0.##} % of the teacher");
}
