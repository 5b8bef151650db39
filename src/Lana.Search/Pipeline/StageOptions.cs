using Lana.FineTuning;
using Lana.Objectives;
using Lana.Pretraining;
using Lana.Ranking;
using Lana.Scoring;
using Lana.Solvers;

namespace Lana.Pipeline;

/// <summary>The options of every stage, for parts that are made without a container.</summary>
public sealed record StageOptions
{
    /// <summary>How operations are trained.</summary>
    /// <value>Default the defaults.</value>
    public PretrainingOptions Pretraining { get; init; } = new();

    /// <summary>How they are scored.</summary>
    /// <value>Default the defaults.</value>
    public ScoringOptions Scoring { get; init; } = new();

    /// <summary>How they are chosen.</summary>
    /// <value>Default the defaults.</value>
    public SelectionOptions Selection { get; init; } = new();

    /// <summary>How assembled networks are compared.</summary>
    /// <value>Default the defaults.</value>
    public RankingOptions Ranking { get; init; } = new();

    /// <summary>How the student is trained.</summary>
    /// <value>Default the defaults; with no epochs its batch norms are measured anew instead.</value>
    public FineTuningOptions FineTuning { get; init; } = new();

    /// <summary>The loss of scoring, ranking and fine-tuning.</summary>
    /// <value>Default null: classification.</value>
    public ITrainingObjective? Objective { get; init; }
}
