namespace Lana.Pipeline;

/// <summary>One selection in a comparison by short fine-tuning.</summary>
/// <param name="Chosen">The selection.</param>
/// <param name="TrainedLoss">The mean training loss in the last epoch of its short fine-tuning; infinite where the
/// training diverged.</param>
public sealed record HalvingTrial(MeasuredSelection Chosen, double TrainedLoss);
