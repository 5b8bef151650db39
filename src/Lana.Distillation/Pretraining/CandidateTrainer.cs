using Lana.Pool;

namespace Lana.Pretraining;

/// <summary>Trains many candidates from one forward pass of the teacher.</summary>
/// <remarks> LANA, section 3.2. The teacher runs once per batch and its features feed all candidates in training; each
/// candidate is trained by one thread, several in parallel. Groups are formed by memory: finished groups are stored in
/// the pool, and an unfinished group leaves checkpoints.</remarks>
/// <param name="options">The options; null for the defaults.</param>
/// <param name="time">The clock of the ETA and of the checkpoints; null for the system's.</param>
/// <param name="logger">Logs candidates that fail or are dropped; null disables logging.</param>
/// <exception cref="ArgumentException">An option is out of its range.</exception>
public sealed class CandidateTrainer(
    PretrainingOptions? options = null, TimeProvider? time = null, ILogger<CandidateTrainer>? logger = null)
    : ICandidateTrainer
{
    private readonly PretrainingOptions _options = new PretrainingOptionsValidator().Require(options ?? new());
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ILogger _logger = logger ?? NullLogger<CandidateTrainer>.Instance;

    internal PretrainingOptions Options => _options;

    /// <inheritdoc/>
    public Task<IReadOnlyList<PoolEntry>> TrainAsync(
        PretrainingRequest request,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return TorchThread.RunAsync(1, () => Train(request, progress, cancellationToken));
    }

    private IReadOnlyList<PoolEntry> Train(
        PretrainingRequest request, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        using var activity = DistillationMetrics.Source.StartActivity("pre-training");
        var pool = request.Pool;
        var fingerprints = PretrainingFingerprints.Of(request, _options);
        var pruning = _options.PruneDominated && request.Costs is not null
            ? new DominancePruning(request.Costs, _options.DominanceMargin)
            : null;
        var remaining = Remaining(pool, pruning, fingerprints);
        activity?.SetTag("operations", remaining.Count);
        var sequence = new BatchSequence(request.Data.Count, _options.ImagesPerEpoch, _options.BatchSize, request.Seed);
        var totalSteps = (long)sequence.StepsPerEpoch * _options.Epochs;
        var checkpoints = new Checkpoints(_options.CheckpointInterval, _time);
        var tracker = new ProgressTracker(
            "pre-training",
            remaining.Count * totalSteps,
            progress,
            _time,
            remaining.Sum(candidate => CandidateTraining.StepsIn(
                CandidateCheckpoints.FileOf(pool, candidate, fingerprints[candidate]))));
        using var workers = new TorchWorkers(_options.Workers);
        var training = new GroupTraining(request, _options, sequence, workers)
        {
            Pruning = pruning,
            Checkpoints = checkpoints,
            Tracker = tracker,
        };
        foreach (var group in TrainingGroups.Form(
            remaining, (long)_options.BatchSize * workers.Count, MemoryBudget.Of(_options).GroupBytes))
        {
            var trainings = training.Build(group, fingerprints);
            try
            {
                trainings.ForEach(training => Checkpoints.TryRestore(training));
                training.Run(trainings, cancellationToken);
                AddToPool(pool, trainings);
                trainings.ForEach(training => training.Checkpoint?.Delete());
            }
            finally
            {
                trainings.ForEach(training => training.Dispose());
            }

            // The next group's tensors have other sizes: they would not fit into the memory blocks that this one frees.
            TorchRuntime.ReleaseMemory();
        }

        CandidateCheckpoints.DeleteAll(pool);
        return [.. fingerprints.Keys.Select(candidate => pool.Find(candidate.Key)!)];
    }

    // Dominated candidates go into the pool with the reason; the others remain to be trained.
    private List<Candidate> Remaining(
        CandidatePool pool, DominancePruning? pruning, Dictionary<Candidate, string> fingerprints)
    {
        var (remaining, dropped) = (new List<Candidate>(), new List<PoolEntry>());
        foreach (var (candidate, fingerprint) in fingerprints)
        {
            if (pool.IsDone(candidate.Key, fingerprint)
                || (pruning is not null && pool.IsDone(candidate.Key, pruning.FingerprintOf(fingerprint))))
            {
                continue;
            }

            if (pruning?.Reason(candidate) is { } reason)
            {
                dropped.Add(new PoolEntry(candidate.Key, pruning.FingerprintOf(fingerprint), 0, 0.0, 0.0, "", reason));
            }
            else
            {
                remaining.Add(candidate);
            }
        }

        if (dropped.Count > 0)
        {
            pool.Add(dropped.Select(entry => (entry, (LanaModule?)null)));
            dropped.ForEach(entry => Report(entry, isDropped: true));
        }

        return remaining;
    }

    private void AddToPool(CandidatePool pool, List<CandidateTraining> trainings)
    {
        trainings.ForEach(training => Report(training.Entry, training.IsDropped));
        pool.Add(trainings.Select(training => (training.Entry, training.Entry.IsTrained ? training.Module : null)));
    }

    private void Report(PoolEntry entry, bool isDropped)
    {
        if (isDropped)
        {
            DistillationLog.OperationDropped(_logger, entry.Key.Operation, entry.Key.Layer, entry.Failure!);
        }
        else if (!entry.IsTrained)
        {
            DistillationLog.OperationFailed(_logger, entry.Key.Operation, entry.Key.Layer, entry.Failure!);
        }
        else
        {
            DistillationMetrics.RecordLoss("pre-training", entry.FinalLoss);
        }

        DistillationMetrics.CountOperation(isDropped ? "dropped" : entry.IsTrained ? "trained" : "failed");
    }
}
