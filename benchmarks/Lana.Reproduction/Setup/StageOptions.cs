using Lana.FineTuning;
using Lana.Pretraining;
using Lana.Ranking;
using Lana.Scoring;
using Lana.Selection;

namespace Lana.Reproduction.Setup;

/// <summary>The options of every stage of one plan.</summary>
/// <param name="Pretraining">How operations are trained.</param>
/// <param name="Scoring">How they are scored.</param>
/// <param name="Selection">How they are chosen.</param>
/// <param name="Ranking">How assembled networks are compared.</param>
/// <param name="FineTuning">How the student is trained.</param>
internal sealed record StageOptions(
    PretrainingOptions Pretraining,
    ScoringOptions Scoring,
    SelectionOptions Selection,
    RankingOptions Ranking,
    FineTuningOptions FineTuning);
