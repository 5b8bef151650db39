using Lana.Internal;
using Lana.Native;
using Lana.Training;

namespace Lana.Pretraining;

/// <summary>Trains groups of operations: the teacher's features of a few batches, then all operations on them, and so
/// on.</summary>
/// <param name="request">What is trained.</param>
/// <param name="options">How.</param>
/// <param name="sequence">The batches.</param>
/// <param name="featureBytes">Memory for features.</param>
/// <param name="workers">Who trains.</param>
internal sealed class GroupTraining(
    PretrainingRequest request, PretrainingOptions options, BatchSequence sequence, long featureBytes, TorchWorkers workers)
{
    // Batches in flight: enough that workers rarely wait for each other, few enough that progress and cancellation are
    // prompt.
    private const int LargestWindow = 8;

    private readonly long _totalSteps = (long)sequence.StepsPerEpoch * options.Epochs;

    /// <summary>What judges after a quarter of the steps; null for nobody.</summary>
    public DominancePruning? Hopeless { get; init; }

    public required GroupCheckpoints Checkpoints { get; init; }

    public required ProgressTracker Tracker { get; init; }

    /// <summary>Takes every step that is left of each operation.</summary>
    public void Run(IReadOnlyList<CandidateTraining> trainings, CancellationToken cancellationToken)
    {
        using var activity = DistillationMetrics.Source.StartActivity("pre-training group");
        activity?.SetTag("operations", trainings.Count);
        var layers = trainings.Select(training => training.Candidate.Layer.Index).ToHashSet();
        var window = Window(layers);
        var judgement = Hopeless is null ? _totalSteps : LossRecord.QuarterOf(_totalSteps);
        for (long first = trainings.Min(training => training.StepsBefore), end; first < _totalSteps; first = end)
        {
            end = Math.Min(first + window, first < judgement ? judgement : _totalSteps);
            TrainWindow(trainings, layers, first, end, cancellationToken);
            if (end == judgement)
            {
                Hopeless?.DropDominated(trainings);
            }

            Checkpoints.SaveIfDue(trainings);
        }
    }

    private void TrainWindow(
        IReadOnlyList<CandidateTraining> trainings, HashSet<int> layers, long first, long end, CancellationToken cancellationToken)
    {
        var batches = new FeatureBatch?[(int)(end - first)];
        try
        {
            workers.Run(batches.Length, index => batches[index] = Features(layers, first + index), cancellationToken);
            workers.Run(
                trainings.Count, index => trainings[index].Train(batches!, first, cancellationToken), cancellationToken);
        }
        finally
        {
            foreach (var batch in batches)
            {
                batch?.Dispose();
            }
        }

        DistillationMetrics.CountSteps("pre-training", Taken(trainings.Where(training => training.IsActive)));
        Tracker.Advance(Taken(trainings));

        long Taken(IEnumerable<CandidateTraining> some) =>
            some.Sum(training => Math.Max(0, end - Math.Max(first, training.StepsBefore)));
    }

    private FeatureBatch Features(HashSet<int> layers, long step)
    {
        using var batch = request.Data.Read(
            sequence.Indices(step), options.Augment ? sequence.Augmentation(step) : null);
        return FeatureBatch.Compute(request.Teacher, batch, layers, options.Loss);
    }

    private int Window(HashSet<int> layers)
    {
        var shapes = request.Teacher.Definition.Layers;
        var bytes = layers.Sum(layer => shapes[layer].Input.Count + shapes[layer].Output.Count)
            * sizeof(float) * sequence.BatchSize;
        return (int)Math.Clamp(featureBytes / Math.Max(1, bytes), 1, LargestWindow);
    }
}
