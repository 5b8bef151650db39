namespace Lana.Reproduction.Tables;

/// <summary>One variant of fine-tuning.</summary>
/// <param name="Variant">The name of the variant.</param>
/// <param name="Accuracy">On the test images, 0 to 1.</param>
internal sealed record FineTuningRow(string Variant, double Accuracy)
{
    /// <summary>The best on held-out images, 0 to 1.</summary>
    /// <value>Default null: there was no trial, or the cell is older.</value>
    public double? HeldOutAccuracy { get; init; }
}
