namespace Lana.Scoring;

/// <summary>How well a network does on some examples.</summary>
/// <param name="Loss">The mean loss of the objective.</param>
/// <param name="Accuracy">The share the objective counts as correct, 0 to 1.</param>
/// <param name="Images">Examples evaluated.</param>
public sealed record Evaluation(double Loss, double Accuracy, int Images);
