namespace Lana.Scoring;

/// <summary>The loss and accuracy of a network.</summary>
/// <param name="Loss">The mean loss of the objective.</param>
/// <param name="Accuracy">The share of examples that the objective counts as correct, 0 to 1.</param>
/// <param name="Images">The number of examples.</param>
public sealed record Evaluation(double Loss, double Accuracy, int Images);
