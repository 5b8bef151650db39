namespace Lana.Objectives;

/// <summary>Cross-entropy over classes, and top-1 accuracy.</summary>
/// <param name="labelSmoothing">The share of each label that is spread over all classes, 0 (default) to below
/// 1.</param>
public sealed class ClassificationObjective(double labelSmoothing = 0.0) : ITrainingObjective
{
    private readonly double _labelSmoothing = labelSmoothing is >= 0.0 and < 1.0
        ? labelSmoothing
        : throw new ArgumentOutOfRangeException(
            nameof(labelSmoothing), labelSmoothing, "Label smoothing is at least 0 and below 1.");

    /// <inheritdoc/>
    public string Fingerprint => FormattableString.Invariant($"classification smoothing={_labelSmoothing:R}");

    /// <inheritdoc/>
    public Tensor Loss(Tensor outputs, Tensor? labels) =>
        nn.functional.cross_entropy(outputs, LabelGuard.Classes(outputs, labels), label_smoothing: _labelSmoothing);

    /// <inheritdoc/>
    public double CountCorrect(Tensor outputs, Tensor? labels)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        using var scope = NewDisposeScope();
        return outputs.argmax(1).eq(Numbers(outputs, labels)).sum().item<long>();
    }

    private static Tensor Numbers(Tensor outputs, Tensor? labels) =>
        LabelGuard.Classes(outputs, labels) is var classes && classes.dim() == 1 ? classes : classes.argmax(1);
}
