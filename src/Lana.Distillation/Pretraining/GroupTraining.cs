namespace Lana.Pretraining;

/// <summary>Trains groups of candidates in windows: computes the teacher's features of a few batches, then trains all
/// candidates on them.</summary>
internal sealed class GroupTraining(
    PretrainingRequest request, PretrainingOptions options, BatchSequence sequence, TorchWorkers workers)
{
    // Enough batches that workers rarely wait for each other, few enough that progress and cancellation are prompt.
    private const int MaxWindow = 8;

    private readonly long _totalSteps = (long)sequence.StepsPerEpoch * options.Epochs;

    /// <summary>Drops candidates after a quarter of the steps; null disables pruning.</summary>
    public DominancePruning? Pruning { get; init; }

    public required Checkpoints Checkpoints { get; init; }

    public required ProgressTracker Tracker { get; init; }

    /// <summary>Creates the trainings of a group, which the caller disposes.</summary>
    public List<CandidateTraining> Build(
        IReadOnlyList<Candidate> group, IReadOnlyDictionary<Candidate, string> fingerprints)
    {
        var trainings = new CandidateTraining[group.Count];
        workers.Run(group.Count, index => trainings[index] = new CandidateTraining(
            group[index],
            request.Teacher.Layers[group[index].Layer.Index].Module,
            fingerprints[group[index]],
            request.Seed,
            _totalSteps,
            options)
        {
            Checkpoint = CandidateCheckpoints.FileOf(request.Pool, group[index], fingerprints[group[index]]),
        });

        // The most expensive ones come first: the small ones then fill the gaps at the end.
        return [.. trainings.OrderByDescending(training => training.Module.Cost.Macs)];
    }

    /// <summary>Takes the remaining steps of each candidate.</summary>
    public void Run(IReadOnlyList<CandidateTraining> trainings, CancellationToken cancellationToken)
    {
        using var activity = DistillationMetrics.Source.StartActivity("pre-training group");
        activity?.SetTag("operations", trainings.Count);
        var layers = trainings.Select(training => training.Candidate.Layer.Index).ToHashSet();
        var window = Window(layers);
        var pruningStep = Pruning is null ? _totalSteps : LossRecord.QuarterOf(_totalSteps);
        for (long first = trainings.Min(training => training.StepsBefore), end; first < _totalSteps; first = end)
        {
            end = Math.Min(first + window, first < pruningStep ? pruningStep : _totalSteps);
            try
            {
                TrainWindow(trainings, layers, first, end, cancellationToken);
            }
            catch (OperationCanceledException) when (Checkpoints.AreWorthwhile && (end != pruningStep || Pruning is null))
            {
                // Each candidate stands between two of its steps. Where some may still be dropped, the last checkpoint has to do.
                Checkpoints.Save(trainings.Where(training => training.IsActive));
                throw;
            }

            if (end == pruningStep)
            {
                Pruning?.DropDominated(trainings);
            }

            if (Checkpoints.AreDue)
            {
                Checkpoints.Save(trainings.Where(training => training.IsActive));
            }
        }
    }

    private void TrainWindow(
        IReadOnlyList<CandidateTraining> trainings,
        HashSet<int> layers,
        long first,
        long end,
        CancellationToken cancellationToken)
    {
        var batches = new FeatureBatch?[(int)(end - first)];
        try
        {
            workers.Run(batches.Length, index => batches[index] = Features(layers, first + index), cancellationToken);
            workers.Run(
                trainings.Count,
                index => trainings[index].Train(batches!, first, cancellationToken),
                cancellationToken);
        }
        finally
        {
            Array.ForEach(batches, batch => batch?.Dispose());
        }

        DistillationMetrics.CountSteps("pre-training", Taken(trainings.Where(training => training.IsActive)));
        Tracker.Advance(Taken(trainings));

        long Taken(IEnumerable<CandidateTraining> some) =>
            some.Sum(training => Math.Max(0, end - Math.Max(first, training.StepsBefore)));
    }

    private FeatureBatch Features(HashSet<int> layers, long step)
    {
        using var batch = TeacherOutputSource.ImagesOf(request.Data).ReadChecked(
            sequence.Indices(step), options.Augment ? sequence.Augmentation(step) : null);
        return FeatureBatch.Compute(request.Teacher, batch, layers, options.Loss);
    }

    private int Window(HashSet<int> layers)
    {
        var shapes = request.Teacher.Definition.Layers;
        var bytes = layers.Sum(layer => shapes[layer].Input.Count + shapes[layer].Output.Count)
            * sizeof(float) * sequence.BatchSize;
        return (int)Math.Clamp(MemoryBudget.Of(options).FeatureBytes / Math.Max(1, bytes), 1, MaxWindow);
    }
}
