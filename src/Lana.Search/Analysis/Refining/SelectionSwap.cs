namespace Lana.Analysis.Refining;

/// <summary>A swap that was kept.</summary>
/// <param name="Layers">The layers that changed: one, or a group that chooses the same operation.</param>
/// <param name="From">The operation before.</param>
/// <param name="To">The operation after.</param>
/// <param name="PredictedChange">The change of the sum of the scores.</param>
/// <param name="Measured">The evaluator's value after the swap.</param>
public sealed record SelectionSwap(
    IReadOnlyList<string> Layers, string From, string To, double PredictedChange, double Measured);
