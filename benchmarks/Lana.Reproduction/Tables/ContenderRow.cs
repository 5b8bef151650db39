using Lana.Pipeline;

namespace Lana.Reproduction.Tables;

/// <summary>A selection that competed by a short fine-tuning.</summary>
/// <param name="RankedLoss">Its loss before.</param>
/// <param name="TrainedLoss">Its mean training loss in the last epoch.</param>
/// <param name="MeasuredMs">What it takes, in milliseconds.</param>
internal sealed record ContenderRow(double RankedLoss, double TrainedLoss, double MeasuredMs)
{
    public static ContenderRow Of(HalvingTrial contender) =>
        new(contender.Chosen.RankedLoss, contender.TrainedLoss, contender.Chosen.MeasuredMs);
}
