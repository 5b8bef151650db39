using Lana.Candidates;
using Lana.Definitions;
using Lana.Internal;
using Lana.Native;
using Lana.Pool;
using Lana.Training;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lana.Pretraining;

/// <summary>Trains many operations of many layers from one pass of the teacher.</summary>
/// <remarks>
/// LANA, section 3.2. The teacher runs once per batch and its features feed all operations in flight; each operation is
/// trained by one thread from step to step, several side by side. Groups are formed by memory; a finished group is in the
/// pool, and one in flight leaves checkpoints.
/// </remarks>
/// <param name="options">How to train; null for the defaults.</param>
/// <param name="time">The clock of the ETA and of the checkpoints; null for the system's.</param>
/// <param name="logger">Told of operations that fail; null for nobody.</param>
/// <exception cref="ArgumentException">An option is out of its range.</exception>
public sealed class CandidateTrainer(
    PretrainingOptions? options = null, TimeProvider? time = null, ILogger<CandidateTrainer>? logger = null)
    : ICandidateTrainer
{
    private readonly PretrainingOptions _options = new PretrainingOptionsValidator().Require(options ?? new PretrainingOptions());
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ILogger _logger = logger ?? NullLogger<CandidateTrainer>.Instance;

    /// <inheritdoc/>
    public Task<IReadOnlyList<PoolEntry>> TrainAsync(
        PretrainingRequest request, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return TorchThread.RunAsync(1, () => Train(request, progress, cancellationToken));
    }

    private IReadOnlyList<PoolEntry> Train(
        PretrainingRequest request, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        using var activity = DistillationMetrics.Source.StartActivity("pre-training");
        var fingerprints = PretrainingFingerprints.Of(request, _options);
        var hopeless = _options.PruneDominated && request.Costs is not null
            ? new DominancePruning(request.Costs, _options.HopelessMargin)
            : null;
        var missing = Hopeful(request.Pool, hopeless, [.. fingerprints.Where(pair => !IsDone(request.Pool, pair, hopeless))]);
        activity?.SetTag("operations", missing.Count);
        var sequence = new BatchSequence(request.Data.Count, _options.ImagesPerEpoch, _options.BatchSize, request.Seed);
        var totalSteps = (long)sequence.StepsPerEpoch * _options.Epochs;
        var checkpoints = new GroupCheckpoints(request.Pool.Directory, _options.CheckpointInterval, _time);
        var tracker = new ProgressTracker(
            "pre-training",
            missing.Count * totalSteps,
            progress,
            _time,
            missing.Sum(candidate => checkpoints.StepsOf(candidate, fingerprints[candidate])));
        using var workers = new TorchWorkers(_options.Workers);
        var budget = _options.MemoryBudgetBytes > 0
            ? _options.MemoryBudgetBytes
            : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        var training = new GroupTraining(request, _options, sequence, budget / 4, workers)
        {
            Hopeless = hopeless,
            Checkpoints = checkpoints,
            Tracker = tracker,
        };
        foreach (var group in TrainingGroups.Form(missing, (long)_options.BatchSize * workers.Count, budget * 2 / 5))
        {
            var trainings = Build(group, fingerprints, request.Seed, totalSteps, workers);
            try
            {
                trainings.ForEach(checkpoints.Resume);
                training.Run(trainings, cancellationToken);
                Keep(request.Pool, trainings);
                checkpoints.Forget(trainings);
            }
            finally
            {
                trainings.ForEach(training => training.Dispose());
            }

            // The next group's tensors have other sizes: they would not fit into the holes this one leaves.
            TorchRuntime.ReleaseMemory();
        }

        checkpoints.Clear();
        return [.. fingerprints.Keys.Select(candidate => request.Pool.Find(candidate.Key)!)];
    }

    // The costly ones first: the small ones then fill the gaps at the end.
    private List<CandidateTraining> Build(
        IReadOnlyList<Candidate> group,
        Dictionary<Candidate, string> fingerprints,
        ulong seed,
        long totalSteps,
        TorchWorkers workers)
    {
        var trainings = new CandidateTraining[group.Count];
        workers.Run(group.Count, index => trainings[index] = new CandidateTraining(
            group[index], fingerprints[group[index]], seed, totalSteps, _options));
        return [.. trainings.OrderByDescending(training => training.Module.Cost.Macs)];
    }

    private static bool IsDone(
        CandidatePool pool, KeyValuePair<Candidate, string> candidate, DominancePruning? hopeless)
    {
        var key = candidate.Key.Key;
        return pool.IsDone(key, candidate.Value)
            || (hopeless is not null && pool.IsDone(key, hopeless.FingerprintOf(candidate.Value)));
    }

    // What has no hope from the start goes into the pool with its reason; the rest is to be trained.
    private List<Candidate> Hopeful(
        CandidatePool pool, DominancePruning? hopeless, List<KeyValuePair<Candidate, string>> missing)
    {
        if (hopeless is null)
        {
            return [.. missing.Select(pair => pair.Key)];
        }

        var dropped = (
            from pair in missing
            let reason = hopeless.Reason(pair.Key)
            where reason is not null
            let entry = new PoolEntry(
                pair.Key.Key, hopeless.FingerprintOf(pair.Value), 0, 0.0, 0.0, "", reason)
            select (pair.Key, Entry: entry)).ToDictionary(pair => pair.Key, pair => pair.Entry);
        if (dropped.Count > 0)
        {
            pool.Add(dropped.Values.Select(entry => (entry, (LanaModule?)null)));
        }

        foreach (var entry in dropped.Values)
        {
            Tell(entry, isDropped: true);
        }

        return [.. missing.Select(pair => pair.Key).Where(candidate => !dropped.ContainsKey(candidate))];
    }

    private void Tell(PoolEntry entry, bool isDropped)
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

    private void Keep(CandidatePool pool, List<CandidateTraining> trainings)
    {
        foreach (var training in trainings)
        {
            Tell(training.Entry, training.IsDropped);
        }

        pool.Add(trainings.Select(training =>
        {
            var entry = training.Entry;
            return (entry, entry.IsTrained ? training.Module : null);
        }));
    }
}
