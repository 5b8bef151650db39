namespace Lana.Reproduction.Tables;

/// <summary>An assembled network.</summary>
/// <param name="Share">The budget it was selected for, as a share of the teacher's latency.</param>
/// <param name="LossSum">The sum of its scores, changes of the loss.</param>
/// <param name="DivergenceSum">The sum of its scores, divergences from the teacher.</param>
/// <param name="Loss">Its training loss, batch norms on the statistics of the batch.</param>
/// <param name="Accuracy">The accuracy on held-out images after the recalibration of its batch norms, 0 to 1.</param>
internal sealed record ProxyPoint(
    double Share, double LossSum, double DivergenceSum, double Loss, double Accuracy);
