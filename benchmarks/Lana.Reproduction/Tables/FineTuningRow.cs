namespace Lana.Reproduction.Tables;

/// <summary>One way of fine-tuning.</summary>
/// <param name="Variant">Which.</param>
/// <param name="Accuracy">On the test images, 0 to 1.</param>
internal sealed record FineTuningRow(string Variant, double Accuracy)
{
    /// <summary>The best on held-out images, 0 to 1.</summary>
    /// <value>Default null: nothing was tried, or an older cell.</value>
    public double? HeldOutAccuracy { get; init; }
}
