namespace Lana.FineTuning;

/// <summary>The result of a fine-tuning.</summary>
/// <param name="Steps">Steps taken, including those before an interruption.</param>
/// <param name="Epochs">Epochs that were begun; 0 if <paramref name="FinalLoss"/> is +∞, as is
/// <paramref name="BestEpoch"/>.</param>
/// <param name="FinalLoss">The mean training loss of the last epoch; +∞ for a student of
/// <see cref="IFineTuner.FineTuneAllAsync"/> whose loss was not finite.</param>
/// <param name="ValidationAccuracy">The best accuracy on held-out images, 0 to 1; null without any.</param>
/// <param name="BestEpoch">The 1-based epoch whose weights were kept; the last without held-out images.</param>
public sealed record FineTuningResult(
    long Steps, int Epochs, double FinalLoss, double? ValidationAccuracy, int BestEpoch)
{
    /// <summary>The mean loss of the kept weights on held-out images: that of the objective on labels, without the
    /// teacher.</summary>
    /// <value>Null without held-out images; +∞ if it is not a number or if <see cref="FinalLoss"/> is +∞.</value>
    public double? ValidationLoss { get; init; }

    /// <summary>The losses of each epoch, in order.</summary>
    /// <value>Only epochs of the second half are evaluated on held-out images, and only if there are any; default
    /// empty.</value>
    public IReadOnlyList<FineTuningEpoch> Curve { get; init; } = [];

    private (long, int, double, double?, int, double?) Numbers =>
        (Steps, Epochs, FinalLoss, ValidationAccuracy, BestEpoch, ValidationLoss);

    /// <summary>Compares two results, their curves epoch by epoch.</summary>
    /// <param name="other">The other result.</param>
    /// <returns>True if all numbers are equal.</returns>
    public bool Equals(FineTuningResult? other) =>
        other is not null && Numbers.Equals(other.Numbers) && Curve.SequenceEqual(other.Curve);

    /// <inheritdoc/>
    public override int GetHashCode() => Numbers.GetHashCode();

    /// <summary>The result of a student whose loss was not finite.</summary>
    internal static FineTuningResult Diverged(FineTuningRequest request, NonFiniteLossException failure) =>
        new(failure.Step, 0, double.PositiveInfinity, null, 0)
        {
            ValidationLoss = request.Validation is null ? null : double.PositiveInfinity,
        };
}
