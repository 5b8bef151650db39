using Lana.Weights;

namespace Lana.FineTuning;

/// <summary>Gradient descent with a cosine learning rate, on labels and on the teacher's outputs and features.</summary>
/// <remarks>LANA, section 3.4; distillation as Hinton, Vinyals and Dean 2015.</remarks>
/// <param name="options">The options; null for the defaults.</param>
/// <param name="objective">The loss on labels; null for classification.</param>
/// <param name="time">The clock; null for the system's.</param>
/// <param name="logger">Logs continued trainings; null disables logging.</param>
/// <exception cref="ArgumentException">An option is out of its range.</exception>
public sealed class FineTuner(
    FineTuningOptions? options = null,
    ITrainingObjective? objective = null,
    TimeProvider? time = null,
    ILogger<FineTuner>? logger = null) : IFineTuner
{
    private readonly FineTuningOptions _options = new FineTuningOptionsValidator().Require(options ?? new());
    private readonly ITrainingObjective _objective = objective ?? new ClassificationObjective();
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ILogger _logger = logger ?? NullLogger<FineTuner>.Instance;

    internal FineTuningOptions Options => _options;

    internal ITrainingObjective Objective => _objective;

    /// <inheritdoc/>
    public string Fingerprint => ContentHash.Of(
        $"{nameof(FineTuner)} 2", _objective.Fingerprint, OptionsFingerprint.Of(_options));

    /// <inheritdoc/>
    public bool IsOff => _options is { Epochs: 0, Duration: null };

    /// <summary>The threads of <see cref="FineTuneAllAsync"/>; 0 for one per core.</summary>
    internal int Workers { get; init; }

    /// <inheritdoc/>
    public long? StepsOn(IBatchSource data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return _options.Duration is not null
            ? null
            : (long)new BatchSequence(data.Count, _options.ImagesPerEpoch, _options.BatchSize, seed: 0).StepsPerEpoch
                * _options.Epochs;
    }

    /// <inheritdoc/>
    public Task<FineTuningResult> FineTuneAsync(
        FineTuningRequest request,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable(request, nameof(request));
        return TorchThread.RunAsync(Threads(request), () => Train(request, progress, cancellationToken));
    }

    /// <summary>Trains several students in place and in parallel: each batch is read once, the teacher runs on it once,
    /// and the students take their steps in parallel.</summary>
    /// <remarks>One thread trains a student, as with a <see cref="FineTuningOptions.Threads"/> of 1, so a result depends
    /// neither on the number of cores nor on the other students. Progress counts the steps of all students.</remarks>
    /// <param name="requests">Requests that differ only in the student, the origin and the held-out images, without
    /// checkpoints, and whose lengths are steps or epochs. Either all or none compare features with the
    /// teacher.</param>
    /// <param name="progress">Receives progress after every few steps; null disables it.</param>
    /// <param name="cancellationToken">Stops within one batch; the students' weights are then unfinished.</param>
    /// <returns>The results in the order of the requests. A student whose loss was not finite has a
    /// <see cref="FineTuningResult.FinalLoss"/> of +∞ and unspecified weights; the others are not affected.</returns>
    /// <exception cref="ArgumentException">A request is refused by <see cref="FineTuneAsync"/>, two requests have the
    /// same student or differ in what they must share, or one has a checkpoint or a duration.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A request's epochs or steps are less than 1.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<IReadOnlyList<FineTuningResult>> FineTuneAllAsync(
        IReadOnlyList<FineTuningRequest> requests,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        foreach (var request in requests)
        {
            ThrowIfUnusable(request, nameof(requests));
        }

        TrialGuard.ThrowIfNotTrials(requests, _options, nameof(requests));
        return requests.Count == 0
            ? Task.FromResult<IReadOnlyList<FineTuningResult>>([])
            : TorchThread.RunAsync<IReadOnlyList<FineTuningResult>>(
                1, () => TrainAll(requests, progress, cancellationToken));
    }

    private static void ThrowIfUnusable(FineTuningRequest request, string parameter)
    {
        ArgumentNullException.ThrowIfNull(request, parameter);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Epochs ?? 1, 1, parameter);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Steps ?? 1, 1, parameter);
        ViewGuard.ThrowIfView(request.Student, parameter);
        if (request is { TeacherData: not null, Teacher: null })
        {
            throw new ArgumentException("TeacherData has no effect without a Teacher: give both or neither.", parameter);
        }

        if (request.TeacherData is { } teachers && teachers.Count != request.Data.Count)
        {
            throw new ArgumentException(
                $"The teacher's data has {teachers.Count} examples and the student's {request.Data.Count}: " +
                "TeacherData is the same examples in another shape.",
                parameter);
        }
    }

    private FineTuningResult Train(
        FineTuningRequest request, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        using var activity = DistillationMetrics.Source.StartActivity("fine-tuning");
        var sequence = SequenceOf(request);
        var length = new TrainingLength(request, _options, sequence);
        using var restored = _options.RestoreNorms
            ? RestoredNorms.Of(request.Student, request.Data, request.Seed, cancellationToken)
            : null;
        var trained = restored is null ? request : request with { Student = restored.Network };
        using var student = new StudentTraining(trained, _options, _objective, CheckpointOf(request));
        var checkpoints = new Checkpoints(_options.CheckpointInterval, _time);
        if (Checkpoints.TryRestore(student.State))
        {
            DistillationLog.FineTuningContinued(_logger, student.Steps, length.TotalSteps);
        }

        var pace = new TrainingPace(length, student.Steps, progress, _time);
        using var preparation = new BatchPreparation(trained, _options, sequence);
        new StudentLoop([student], length, pace, checkpoints).Run(preparation, cancellationToken);
        activity?.SetTag("steps", student.Steps);
        var result = student.Finish(length.EpochsOf(student.Steps));
        restored?.Fold();
        TorchRuntime.ReleaseMemory();
        return result;
    }

    private FineTuningResult[] TrainAll(
        IReadOnlyList<FineTuningRequest> requests, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        using var activity = DistillationMetrics.Source.StartActivity("fine-tuning trials");
        activity?.SetTag("students", requests.Count);
        var shared = requests[0];
        var sequence = SequenceOf(shared);
        var length = new TrainingLength(shared, _options, sequence);
        var pace = new TrainingPace(length, 0, progress, _time, requests.Count);
        using var workers = new TorchWorkers(TrialMemory.OfMachine.Workers(
            requests, sequence.BatchSize, Workers > 0 ? Workers : Environment.ProcessorCount));
        using var preparation = new BatchPreparation(shared, _options, sequence);
        var students = new List<StudentTraining>(requests.Count);
        try
        {
            students.AddRange(requests.Select(request => new StudentTraining(request, _options, _objective)));
            new StudentLoop(students, length, pace, new Checkpoints(_options.CheckpointInterval, _time))
            {
                Workers = workers,
                MaxWindow = TrialMemory.OfMachine.Window(
                    shared, sequence.BatchSize, BatchPreparation.ComparesFeatures(shared, _options)),
            }.Run(preparation, cancellationToken);
            return [.. students.Select(student => student.FinishTrial(length.EpochsOf(student.Steps)))];
        }
        finally
        {
            students.ForEach(student => student.Dispose());
        }
    }

    private BatchSequence SequenceOf(FineTuningRequest request) =>
        new(request.Data.Count, _options.ImagesPerEpoch, _options.BatchSize, request.Seed);

    // Running the teacher keeps a core busy; reading images does not.
    private int Threads(FineTuningRequest request) => _options.Threads > 0
        ? _options.Threads
        : Math.Max(1, Environment.ProcessorCount - (BatchPreparation.RunsTeacher(request, _options) ? 1 : 0));

    // A training with a duration is not repeatable and cannot continue.
    private CheckpointFile? CheckpointOf(FineTuningRequest request) =>
        request.CheckpointPath is { } path && TrainingLength.DurationOf(request, _options) is null
            ? new(path, FingerprintOf(request))
            : null;

    private string FingerprintOf(FineTuningRequest request) => ContentHash.Of(
        request.Origin,
        request.Student.Definition.Fingerprint,
        request.Origin.Length > 0 ? "" : ModuleWeights.Fingerprint(request.Student),
        request.Teacher is { } teacher
            ? ContentHash.Of(teacher.Definition.Fingerprint, ModuleWeights.Fingerprint(teacher))
            : "",
        request.Data.Fingerprint,
        request.TeacherData?.Fingerprint ?? "",
        request.Validation?.Fingerprint ?? "",
        Fingerprint,
        FormattableString.Invariant($"{request.Seed} {TrainingLength.EpochsOf(request, _options)} {request.Steps}"));
}
