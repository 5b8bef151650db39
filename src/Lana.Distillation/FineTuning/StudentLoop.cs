namespace Lana.FineTuning;

/// <summary>Trains one student, or several in parallel, on the same prepared batches.</summary>
/// <remarks>A window of batches is prepared, and then each student takes its steps on them: on the workers, if there
/// are any, with each student on one thread, and otherwise on the caller's thread.</remarks>
internal sealed class StudentLoop(
    IReadOnlyList<StudentTraining> students, TrainingLength length, TrainingPace pace, Checkpoints checkpoints)
{
    // The most expensive ones come first: the small ones then fill the gaps at the end.
    private readonly StudentTraining[] _byCost = [.. students.OrderByDescending(student => student.Macs)];

    /// <summary>The threads of students that are trained in parallel; null for the caller's thread.</summary>
    public TorchWorkers? Workers { get; init; }

    /// <summary>The largest number of batches that are held at once.</summary>
    public int MaxWindow { get; init; } = 1;

    /// <summary>Takes the remaining steps; all students advance together.</summary>
    public void Run(BatchPreparation preparation, CancellationToken cancellationToken)
    {
        var step = students[0].Steps;
        using var pipeline = new BatchPipeline(preparation, step, length.TotalSteps);
        for (var done = pace.Progress(step); done < 1.0 && students.Any(student => student.IsActive);)
        {
            var window = length.WindowAt(step, MaxWindow);
            TrainWindow(pipeline, window, done, cancellationToken);
            step += window;

            // Read once: between two readings of the clock the end of the last epoch could be missed.
            done = pace.Progress(step);
            pace.Report(step, done);
            EndWindow(step, done, cancellationToken);
        }
    }

    private void TrainWindow(BatchPipeline pipeline, int window, double done, CancellationToken cancellationToken)
    {
        var batches = new List<PreparedBatch>(window);
        try
        {
            while (batches.Count < window)
            {
                batches.Add(pipeline.Next(cancellationToken));
            }

            Train(batches, done, cancellationToken);
        }
        finally
        {
            batches.ForEach(batch => batch.Dispose());
        }
    }

    private void Train(List<PreparedBatch> batches, double done, CancellationToken cancellationToken) =>
        ForEach(_byCost, student => student.Train(batches, pace, done, cancellationToken), cancellationToken);

    private void ForEach(
        IReadOnlyList<StudentTraining> some, Action<StudentTraining> action, CancellationToken cancellationToken)
    {
        if (Workers is not null)
        {
            Workers.Run(some.Count, index => action(some[index]), cancellationToken);
            return;
        }

        foreach (var student in some)
        {
            action(student);
        }
    }

    private void EndWindow(long step, double done, CancellationToken cancellationToken)
    {
        var active = students.Where(student => student.IsActive).ToList();
        var isEpochEnd = length.EndsEpoch(step) || done >= 1.0;
        if (isEpochEnd)
        {
            ForEach(
                active, student => student.EndEpoch(length.EpochsOf(step), done, cancellationToken), cancellationToken);
        }

        var saved = active.Select(student => student.State).Where(state => state.Checkpoint is not null).ToList();
        if (saved.Count > 0 && (isEpochEnd || checkpoints.AreDue))
        {
            checkpoints.Save(saved);
        }
    }
}
