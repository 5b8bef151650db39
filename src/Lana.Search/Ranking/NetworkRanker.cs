using Lana.Kernels;
using Lana.Modules;
using Lana.Native;
using Lana.Objectives;
using static TorchSharp.torch;

namespace Lana.Ranking;

/// <summary>Evaluates assembled networks in parallel on the same images.</summary>
/// <remarks>LANA, section 3.3.</remarks>
/// <param name="options">The options; <see langword="null"/> for the defaults.</param>
/// <param name="objective">The loss; <see langword="null"/> for classification.</param>
/// <param name="time">The clock of the time left; <see langword="null"/> for the system clock.</param>
/// <exception cref="ArgumentException">An option is out of its range.</exception>
public sealed class NetworkRanker(
    RankingOptions? options = null, ITrainingObjective? objective = null, TimeProvider? time = null) : INetworkRanker
{
    private readonly RankingOptions _options = new RankingOptionsValidator().Require(options ?? new RankingOptions());
    private readonly ITrainingObjective _objective = objective ?? new ClassificationObjective();

    internal RankingOptions Options => _options;

    internal ITrainingObjective Objective => _objective;

    /// <inheritdoc/>
    public string Fingerprint => ContentHash.Of(
        nameof(NetworkRanker), OptionsFingerprint.Of(_options), _objective.Fingerprint);

    /// <inheritdoc/>
    public Task<IReadOnlyList<double>> RankAsync(
        RankingRequest task, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        return TorchThread.RunAsync<IReadOnlyList<double>>(1, () => Rank(task, progress, cancellationToken));
    }

    private double[] Rank(
        RankingRequest task, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        var images = _options.Images == 0 ? task.Data.Count : Math.Min(_options.Images, task.Data.Count);
        var order = EpochOrder.Shuffled(task.Data.Count, task.Seed, epoch: 0).AsMemory(0, images);
        var plan = new BatchPlan(order, Math.Min(_options.BatchSize, images), dropLast: true);
        var losses = new double[task.Networks.Count];
        var tracker = new ProgressTracker("ranking", task.Networks.Count, progress, time);
        using var workers = new TorchWorkers(_options.Workers);
        workers.Run(
            task.Networks.Count,
            index =>
            {
                losses[index] = Loss(task.Networks[index], task.Data, plan, cancellationToken);
                tracker.Advance();
            },
            cancellationToken);
        return losses;
    }

    private double Loss(Network network, IBatchSource data, BatchPlan plan, CancellationToken cancellationToken)
    {
        using var gradients = no_grad();
        var total = 0.0;
        for (var index = 0; index < plan.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var batch = data.ReadChecked(plan[index].Span);
            var outputs = network.Run(MemoryLayout.ToChannelsLast(batch.Images), RunMode.BatchStatistics);
            total += _objective.Loss(outputs, batch.Labels).item<float>();
        }

        return total / plan.Count;
    }
}
