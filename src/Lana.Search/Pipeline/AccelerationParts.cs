using Lana.Candidates;
using Lana.FineTuning;
using Lana.Measurement;
using Lana.Pretraining;
using Lana.Profiling;
using Lana.Ranking;
using Lana.Scoring;
using Lana.Solvers;

namespace Lana.Pipeline;

/// <summary>The parts an accelerator is made of; each does one stage, and each may be the user's own.</summary>
/// <param name="SearchSpace">Which operations could take a layer's place.</param>
/// <param name="Meter">Measures networks on the device.</param>
/// <param name="Tables">Measures operations on the device.</param>
/// <param name="Trainer">Trains operations.</param>
/// <param name="Scorer">Scores operations.</param>
/// <param name="Selector">Chooses one operation per layer.</param>
/// <param name="Ranker">Compares assembled networks.</param>
/// <param name="FineTuner">Trains the student.</param>
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
    /// <summary>The parts that Lana brings, for a search space and a meter.</summary>
    /// <param name="searchSpace">Which operations could take a layer's place.</param>
    /// <param name="meter">Measures on the device.</param>
    /// <param name="options">How each stage works; null for the defaults.</param>
    /// <returns>Parts that can be changed one by one by <c>with</c>.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static AccelerationParts Default(ISearchSpace searchSpace, ILatencyMeter meter, StageOptions? options = null)
    {
        options ??= new StageOptions();
        return new AccelerationParts(
            searchSpace,
            meter,
            new LatencyTableBuilder(meter),
            new CandidateTrainer(options.Pretraining),
            new CandidateScorer(options.Scoring, options.Objective),
            new IlpOperationSelector(options.Selection),
            new NetworkRanker(options.Ranking, options.Objective),
            new FineTuner(options.FineTuning, options.Objective));
    }
}
