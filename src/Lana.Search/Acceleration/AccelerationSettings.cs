using Lana.FineTuning;
using Lana.Pretraining;
using Lana.Ranking;
using Lana.Scoring;
using Lana.Selection;

namespace Lana.Acceleration;

/// <summary>The options of every stage: they enter the hashes by which a run knows what is done.</summary>
/// <param name="Pretraining">How operations are trained.</param>
/// <param name="Scoring">How they are scored.</param>
/// <param name="Selection">How they are chosen.</param>
/// <param name="Ranking">How assembled networks are compared.</param>
/// <param name="FineTuning">How the student is trained.</param>
public sealed record AccelerationSettings(
    PretrainingOptions Pretraining,
    ScoringOptions Scoring,
    SelectionOptions Selection,
    RankingOptions Ranking,
    FineTuningOptions FineTuning)
{
    /// <summary>The <see cref="Objectives.ITrainingObjective.Fingerprint"/> of the loss that scoring, ranking and
    /// fine-tuning use.
    /// </summary>
    /// <value>Default empty: classification.</value>
    public string Objective { get; init; } = "";
}
