namespace Lana.Objectives;

/// <summary>The mean squared error of K numbers.</summary>
/// <param name="tolerance">The maximum error of a correct number, above 0; the default is 0.5.</param>
/// <exception cref="ArgumentOutOfRangeException">The tolerance is not finite or not above 0.</exception>
public sealed class RegressionObjective(double tolerance = 0.5) : IDistillationObjective
{
    private readonly double _tolerance = double.IsFinite(tolerance) && tolerance > 0.0
        ? tolerance
        : throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance is finite and above 0.");

    /// <inheritdoc/>
    public string Fingerprint => FormattableString.Invariant($"regression tolerance={_tolerance:R}");

    /// <inheritdoc/>
    public Tensor Loss(Tensor outputs, Tensor? labels) =>
        nn.functional.mse_loss(outputs, LabelGuard.Like(outputs, labels, "Regression"));

    /// <summary>The number of images whose numbers are all within the tolerance.</summary>
    /// <param name="outputs">float32 [N, K].</param>
    /// <param name="labels">[N, K], or [N] if K is 1.</param>
    /// <returns>0 to N.</returns>
    /// <exception cref="InvalidOperationException">There are no labels, or not K for each image.</exception>
    public double CountCorrect(Tensor outputs, Tensor? labels)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        using var scope = NewDisposeScope();
        using Scalar limit = _tolerance;
        return outputs.sub(LabelGuard.Like(outputs, labels, "Regression"))
            .abs().le(limit).all(1).sum().item<long>();
    }

    /// <summary>The mean squared error; the temperature is ignored.</summary>
    /// <inheritdoc/>
    public Tensor Distance(Tensor outputs, Tensor teacherOutputs, double temperature) =>
        nn.functional.mse_loss(outputs, teacherOutputs);
}
