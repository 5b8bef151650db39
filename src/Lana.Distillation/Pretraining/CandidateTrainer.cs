using System.Globalization;
using Lana.Modules;
using Lana.Networks;
using Lana.Optimisation;
using Lana.Pool;
using Lana.Runtime;
using Lana.Storage;
using Lana.Weights;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lana.Pretraining;

/// <summary>Trains many operations of many layers from one pass of the teacher.</summary>
/// <remarks>
/// LANA, section 3.2. The teacher runs once per batch and its features feed all operations in flight; each operation is
/// trained by one thread from step to step, several side by side. Groups are formed by memory, and a finished group is
/// on disk.
/// </remarks>
/// <param name="options">How to train; null for the defaults.</param>
/// <param name="time">The clock of the ETA; null for the system's.</param>
/// <param name="logger">Told of operations that fail; null for nobody.</param>
public sealed class CandidateTrainer(
    PretrainingOptions? options = null, TimeProvider? time = null, ILogger<CandidateTrainer>? logger = null)
    : ICandidateTrainer
{
    // Batches in flight: enough that workers rarely wait for each other, few enough that progress and cancellation are
    // prompt.
    private const int LargestWindow = 8;

    private readonly PretrainingOptions _options = options ?? new PretrainingOptions();
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
        var recipes = Recipes(task);
        var missing = recipes.Keys
            .Where(job => !task.Pool.IsDone(job.Layer.Name, job.Operation.Name, recipes[job]))
            .ToList();
        var sequence = new BatchSequence(task.Data.Count, _options.ImagesPerEpoch, _options.BatchSize, task.Seed);
        var totalSteps = (long)sequence.StepsPerEpoch * _options.Epochs;
        var tracker = new ProgressTracker("pre-training", missing.Count * totalSteps, progress, time);
        using var workers = new TorchWorkers(_options.Workers);
        foreach (var group in TrainingGroups.Form(missing, Budget / 2))
        {
            var trainees = Build(group, recipes, task.Seed, totalSteps, workers);
            try
            {
                TrainGroup(task, trainees, sequence, workers, tracker, cancellationToken);
                Keep(task.Pool, trainees);
            }
            finally
            {
                trainees.ForEach(trainee => trainee.Dispose());
            }
        }

        return [.. recipes.Keys.Select(job => task.Pool.Find(job.Layer.Name, job.Operation.Name)!)];
    }

    private long Budget => _options.MemoryBudgetBytes > 0
        ? _options.MemoryBudgetBytes
        : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    private void TrainGroup(
        PretrainingTask task,
        List<Trainee> trainees,
        BatchSequence sequence,
        TorchWorkers workers,
        ProgressTracker tracker,
        CancellationToken cancellationToken)
    {
        var layers = trainees.Select(trainee => trainee.Job.Layer.Index).ToHashSet();
        var totalSteps = (long)sequence.StepsPerEpoch * _options.Epochs;
        var window = Window(task.Teacher.Definition, layers, sequence.BatchSize);
        for (var first = 0L; first < totalSteps; first += window)
        {
            var batches = new FeatureBatch?[(int)Math.Min(window, totalSteps - first)];
            try
            {
                workers.Run(
                    batches.Length,
                    index => batches[index] = Features(task, layers, sequence, first + index),
                    cancellationToken);
                workers.Run(
                    trainees.Count, index => trainees[index].Train(batches!, cancellationToken), cancellationToken);
            }
            finally
            {
                foreach (var batch in batches)
                {
                    batch?.Dispose();
                }
            }

            tracker.Advance((long)batches.Length * trainees.Count);
        }
    }

    private FeatureBatch Features(PretrainingTask task, IReadOnlySet<int> layers, BatchSequence sequence, long step)
    {
        using var batch = task.Data.Read(
            sequence.Indices(step), _options.Augment ? sequence.Augmentation(step) : null);
        return FeatureBatch.Compute(task.Teacher, batch, layers, _options.Loss);
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

    private void Keep(CandidatePool pool, List<Trainee> trainees)
    {
        foreach (var entry in trainees.Select(trainee => trainee.Entry).Where(entry => !entry.IsTrained))
        {
            Log.OperationFailed(_logger, entry.Operation, entry.Layer, entry.Failure!);
        }

        pool.Add(trainees.Select(trainee =>
        {
            var entry = trainee.Entry;
            return (entry, entry.IsTrained ? trainee.Module : null);
        }));
    }

    private int Window(NetworkDefinition teacher, HashSet<int> layers, int batchSize)
    {
        var bytes = layers.Sum(layer => teacher.Layers[layer].Input.Count + teacher.Layers[layer].Output.Count)
            * sizeof(float) * batchSize;
        return (int)Math.Clamp(Budget / 4 / Math.Max(1, bytes), 1, LargestWindow);
    }

    private Dictionary<CandidateJob, string> Recipes(PretrainingTask task)
    {
        var common = ContentHash.Of(
            task.TeacherFingerprint.Length > 0 ? task.TeacherFingerprint : ModuleWeights.Fingerprint(task.Teacher),
            task.Teacher.Definition.Fingerprint,
            task.Data.Fingerprint,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{task.Seed} {_options.Epochs} {_options.ImagesPerEpoch} {_options.BatchSize} {_options.LearningRate:R} ") +
            string.Create(
                CultureInfo.InvariantCulture,
                $"{_options.WeightDecay:R} {_options.Warmup:R} {_options.MaxGradientNorm:R} {_options.Loss} {_options.Augment}"));
        return task.Jobs.Where(job => job.NeedsTraining).ToDictionary(
            job => job,
            job => ContentHash.Of(common, job.Layer.Name, job.Operation.Name, Fitting(job).ToJson()));
    }

    // Another shape would be broadcast against the target and seem to train.
    private static Definition Fitting(CandidateJob job)
    {
        var definition = job.Operation.Define(job.Layer);
        var output = definition.Price(job.Layer.Input).Output;
        return output == job.Layer.Output
            ? definition
            : throw new ArgumentException(
                $"Operation '{job.Operation}' gives {output} in layer '{job.Layer.Name}', which gives {job.Layer.Output}.");
    }
}
