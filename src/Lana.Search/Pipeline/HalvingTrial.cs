namespace Lana.Pipeline;

/// <summary>A selection that competed with others.</summary>
/// <param name="Chosen">The selection, as it was ranked and measured.</param>
/// <param name="TrainedLoss">The mean training loss in the last epoch of its short fine-tuning; infinite where the
/// training diverged.</param>
public sealed record HalvingTrial(MeasuredSelection Chosen, double TrainedLoss);
