using Lana.FineTuning;
using Lana.Pipeline;
using Lana.Pretraining;
using Lana.Profiling;
using Lana.Ranking;
using Lana.Scoring;
using Microsoft.Extensions.DependencyInjection;

namespace Lana;

/// <summary>Options that an application configured for a part that it replaced with one of its own.</summary>
/// <param name="provider">The container.</param>
internal sealed class UnusedOptions(IServiceProvider provider)
{
    /// <summary>Lists the configured options that the parts that are not Lana's may not read.</summary>
    /// <returns>A sentence for each.</returns>
    public IEnumerable<string> Of(AccelerationParts parts) =>
    [
        .. Of<OnnxRuntimeLatencyOptions, ILatencyMeter>(parts.Meter, parts.Meter is OnnxRuntimeLatencyMeter),
        .. Of<TorchLatencyOptions, ILatencyMeter>(parts.Meter, parts.Meter is TorchLatencyMeter),
        .. Of<LatencyTableOptions, ILatencyTableBuilder>(parts.Tables, parts.Tables is LatencyTableBuilder),
        .. Of<PretrainingOptions, ICandidateTrainer>(parts.Trainer, parts.Trainer is CandidateTrainer),
        .. Of<ScoringOptions, ICandidateScorer>(parts.Scorer, parts.Scorer is CandidateScorer),
        .. Of<SelectionOptions, IOperationSelector>(parts.Selector, parts.Selector is IlpOperationSelector),
        .. Of<RankingOptions, INetworkRanker>(parts.Ranker, parts.Ranker is NetworkRanker),
        .. Of<FineTuningOptions, IFineTuner>(parts.FineTuner, parts.FineTuner is FineTuner),
    ];

    private IEnumerable<string> Of<TOptions, TService>(TService part, bool isOwn)
        where TOptions : class
        where TService : notnull
    {
        if (!isOwn && provider.GetServices<IConfigureOptions<TOptions>>().Any(one => one is not EffortPreset<TOptions>))
        {
            yield return $"the configured {typeof(TOptions).Name}, unless '{part.GetType()}' reads them: the application registered it " +
                $"as the {typeof(TService).Name}.";
        }
    }
}
