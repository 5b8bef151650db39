using Lana.Modules;
using Lana.Optimisation;
using Lana.Pool;
using Lana.Runtime;
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
        PretrainingTask task, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        return TorchThread.RunAsync(1, () => Train(task, progress, cancellationToken));
    }

    private IReadOnlyList<PoolEntry> Train(
        PretrainingTask task, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        using var activity = DistillationMetrics.Source.StartActivity("pre-training");
        var recipes = PretrainingRecipes.Of(task, _options);
        var hopeless = _options.DropHopeless && task.Costs is not null
            ? new HopelessOperations(task.Costs, _options.HopelessMargin)
            : null;
        var missing = Hopeful(task.Pool, hopeless, [.. recipes.Where(pair => !IsDone(task.Pool, pair, hopeless))]);
        activity?.SetTag("operations", missing.Count);
        var sequence = new BatchSequence(task.Data.Count, _options.ImagesPerEpoch, _options.BatchSize, task.Seed);
        var totalSteps = (long)sequence.StepsPerEpoch * _options.Epochs;
        var checkpoints = new GroupCheckpoints(task.Pool.Directory, _options.CheckpointInterval, _time);
        var tracker = new ProgressTracker(
            "pre-training",
            missing.Count * totalSteps,
            progress,
            _time,
            missing.Sum(job => checkpoints.StepsOf(job, recipes[job])));
        using var workers = new TorchWorkers(_options.Workers);
        var budget = _options.MemoryBudgetBytes > 0
            ? _options.MemoryBudgetBytes
            : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        var training = new GroupTraining(task, _options, sequence, budget / 4, workers)
        {
            Hopeless = hopeless,
            Checkpoints = checkpoints,
            Tracker = tracker,
        };
        foreach (var group in TrainingGroups.Form(missing, (long)_options.BatchSize * workers.Count, budget * 2 / 5))
        {
            var trainees = Build(group, recipes, task.Seed, totalSteps, workers);
            try
            {
                trainees.ForEach(checkpoints.Resume);
                training.Run(trainees, cancellationToken);
                Keep(task.Pool, trainees);
                checkpoints.Forget(trainees);
            }
            finally
            {
                trainees.ForEach(trainee => trainee.Dispose());
            }

            // The next group's tensors have other sizes: they would not fit into the holes this one leaves.
            TorchRuntime.ReleaseMemory();
        }

        checkpoints.Clear();
        return [.. recipes.Keys.Select(job => task.Pool.Find(job.Layer.Name, job.Operation.Name)!)];
    }

    // The costly ones first: the small ones then fill the gaps at the end.
    private List<Trainee> Build(
        IReadOnlyList<CandidateJob> group,
        Dictionary<CandidateJob, string> recipes,
        ulong seed,
        long totalSteps,
        TorchWorkers workers)
    {
        var trainees = new Trainee[group.Count];
        workers.Run(group.Count, index => trainees[index] = new Trainee(
            group[index], recipes[group[index]], seed, totalSteps, _options));
        return [.. trainees.OrderByDescending(trainee => trainee.Module.Price.Macs)];
    }

    private static bool IsDone(
        CandidatePool pool, KeyValuePair<CandidateJob, string> job, HopelessOperations? hopeless)
    {
        var (layer, operation) = (job.Key.Layer.Name, job.Key.Operation.Name);
        return pool.IsDone(layer, operation, job.Value)
            || (hopeless is not null && pool.IsDone(layer, operation, hopeless.RecipeOf(job.Value)));
    }

    // What has no hope from the start goes into the pool with its reason; the rest is to be trained.
    private List<CandidateJob> Hopeful(
        CandidatePool pool, HopelessOperations? hopeless, List<KeyValuePair<CandidateJob, string>> missing)
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
                pair.Key.Layer.Name, pair.Key.Operation.Name, hopeless.RecipeOf(pair.Value), 0, 0.0, 0.0, "", reason)
            select (pair.Key, Entry: entry)).ToDictionary(pair => pair.Key, pair => pair.Entry);
        if (dropped.Count > 0)
        {
            pool.Add(dropped.Values.Select(entry => (entry, (LanaModule?)null)));
        }

        foreach (var entry in dropped.Values)
        {
            Tell(entry, isDropped: true);
        }

        return [.. missing.Select(pair => pair.Key).Where(job => !dropped.ContainsKey(job))];
    }

    private void Tell(PoolEntry entry, bool isDropped)
    {
        if (isDropped)
        {
            Log.OperationDropped(_logger, entry.Operation, entry.Layer, entry.Failure!);
        }
        else if (!entry.IsTrained)
        {
            Log.OperationFailed(_logger, entry.Operation, entry.Layer, entry.Failure!);
        }
        else
        {
            DistillationMetrics.RecordLoss("pre-training", entry.FinalLoss);
        }

        DistillationMetrics.CountOperation(isDropped ? "dropped" : entry.IsTrained ? "trained" : "failed");
    }

    private void Keep(CandidatePool pool, List<Trainee> trainees)
    {
        foreach (var trainee in trainees)
        {
            Tell(trainee.Entry, trainee.IsDropped);
        }

        pool.Add(trainees.Select(trainee =>
        {
            var entry = trainee.Entry;
            return (entry, entry.IsTrained ? trainee.Module : null);
        }));
    }
}
