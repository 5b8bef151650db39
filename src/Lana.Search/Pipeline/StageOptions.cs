using Lana.FineTuning;
using Lana.Objectives;
using Lana.Pretraining;
using Lana.Profiling;
using Lana.Ranking;
using Lana.Scoring;

namespace Lana.Pipeline;

/// <summary>The options of every stage, for use without a container.</summary>
public sealed record StageOptions
{
    /// <summary>Options of the latency table.</summary>
    /// <value>Default the defaults.</value>
    public LatencyTableOptions LatencyTable { get; init; } = new();

    /// <summary>Options of the pre-training.</summary>
    /// <value>Default the defaults.</value>
    public PretrainingOptions Pretraining { get; init; } = new();

    /// <summary>Options of the scoring.</summary>
    /// <value>Default the defaults.</value>
    public ScoringOptions Scoring { get; init; } = new();

    /// <summary>Options of the selector.</summary>
    /// <value>Default the defaults.</value>
    public SelectionOptions Selection { get; init; } = new();

    /// <summary>Options of the ranking.</summary>
    /// <value>Default the defaults.</value>
    public RankingOptions Ranking { get; init; } = new();

    /// <summary>Options of the fine-tuning.</summary>
    /// <value>Default the defaults; without epochs, batch norms are recalibrated instead.</value>
    public FineTuningOptions FineTuning { get; init; } = new();

    /// <summary>The options of an effort, which can then be changed.</summary>
    /// <param name="effort">The effort, which determines the time that an acceleration may take.</param>
    /// <returns>New options.</returns>
    public static StageOptions Of(Effort effort)
    {
        var options = new StageOptions();
        EffortPresets.Apply(effort, options.Pretraining);
        EffortPresets.Apply(effort, options.Scoring);
        EffortPresets.Apply(effort, options.Selection);
        EffortPresets.Apply(effort, options.Ranking);
        EffortPresets.Apply(effort, options.FineTuning);
        return options;
    }

    /// <summary>The loss of scoring, ranking and fine-tuning.</summary>
    /// <value>Default <see langword="null"/>: classification.</value>
    public ITrainingObjective? Objective { get; init; }
}
