namespace Lana.Analysis.Refining;

/// <summary>A swap that was kept.</summary>
/// <param name="Layers">The layers that changed: one, or a group that chooses alike.</param>
/// <param name="From">The operation before.</param>
/// <param name="To">The operation after.</param>
/// <param name="PredictedChange">How the sum of the scores changed.</param>
/// <param name="Measured">What the evaluator said afterwards.</param>
public sealed record SelectionSwap(
    IReadOnlyList<string> Layers, string From, string To, double PredictedChange, double Measured);
