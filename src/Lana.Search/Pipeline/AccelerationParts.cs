using Lana.FineTuning;
using Lana.Objectives;
using Lana.Pretraining;
using Lana.Profiling;
using Lana.Ranking;
using Lana.Scoring;

namespace Lana.Pipeline;

/// <summary>The implementation of each stage of the pipeline; each can be replaced.</summary>
/// <param name="SearchSpace">The operations that can replace a layer.</param>
/// <param name="Meter">Measures networks on the device.</param>
/// <param name="Tables">Builds the latency table.</param>
/// <param name="Trainer">Trains candidates.</param>
/// <param name="Scorer">Scores candidates.</param>
/// <param name="Selector">Selects one candidate for each layer.</param>
/// <param name="Ranker">Compares assembled networks.</param>
/// <param name="FineTuner">Fine-tunes the student.</param>
public sealed record AccelerationParts(
    ISearchSpace SearchSpace,
    ILatencyMeter Meter,
    ILatencyTableBuilder Tables,
    ICandidateTrainer Trainer,
    ICandidateScorer Scorer,
    IOperationSelector Selector,
    INetworkRanker Ranker,
    IFineTuner FineTuner)
{
    /// <summary>The loss of the fine-tuning, or else of the ranking; null if both are parts that the user supplied.</summary>
    internal ITrainingObjective? Objective => (FineTuner as FineTuner)?.Objective ?? (Ranker as NetworkRanker)?.Objective;

    /// <summary>Lana's own parts for a search space and a meter.</summary>
    /// <param name="searchSpace">The operations that can replace a layer.</param>
    /// <param name="meter">Measures on the device.</param>
    /// <param name="options">The options of each stage; <see langword="null"/> for the defaults.</param>
    /// <returns>Parts that can be replaced one by one with a <c>with</c> expression.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static AccelerationParts Default(ISearchSpace searchSpace, ILatencyMeter meter, StageOptions? options = null)
    {
        options ??= new StageOptions();
        return new AccelerationParts(
            searchSpace,
            meter,
            new LatencyTableBuilder(meter, options.LatencyTable),
            new CandidateTrainer(options.Pretraining),
            new CandidateScorer(options.Scoring, options.Objective),
            new IlpOperationSelector(options.Selection),
            new NetworkRanker(options.Ranking, options.Objective),
            new FineTuner(options.FineTuning, options.Objective));
    }
}
