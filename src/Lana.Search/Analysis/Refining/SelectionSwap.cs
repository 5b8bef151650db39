namespace Lana.Analysis.Refining;

/// <summary>A swap that was kept.</summary>
/// <param name="Layers">The layers that changed: one, or a group that chooses alike.</param>
/// <param name="From">The operation before.</param>
/// <param name="To">The operation after.</param>
/// <param name="PredictedChange">How the sum of the scores changed.</param>
/// <param name="Measured">The value by the evaluator after the swap.</param>
public sealed record SelectionSwap(
    IReadOnlyList<string> Layers, string From, string To, double PredictedChange, double Measured);
