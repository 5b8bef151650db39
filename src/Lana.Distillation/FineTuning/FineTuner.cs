using Lana.Scoring;
using Lana.Weights;

namespace Lana.FineTuning;

/// <summary>Gradient descent with a cosine learning rate, on labels and on what the teacher gives.</summary>
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

    /// <inheritdoc/>
    public string Fingerprint => ContentHash.Of(
        $"{nameof(FineTuner)} 2", _objective.Fingerprint, OptionsFingerprint.Of(_options));

    /// <inheritdoc/>
    public bool IsOff => _options is { Epochs: 0, Duration: null };

    /// <inheritdoc/>
    public Task<FineTuningResult> FineTuneAsync(
        FineTuningRequest request,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Epochs ?? 1, 1);
        ViewGuard.ThrowIfView(request.Student, nameof(request));
        ThrowIfCountsDiffer(request);
        return TorchThread.RunAsync(Threads(request), () => Train(request, progress, cancellationToken));
    }

    private static void ThrowIfCountsDiffer(FineTuningRequest request)
    {
        if (request.TeacherData is { } teachers && teachers.Count != request.Data.Count)
        {
            throw new ArgumentException(
                $"The teacher's data has {teachers.Count} examples and the student's {request.Data.Count}: " +
                "TeacherData is the same examples in another shape.",
                nameof(request));
        }
    }

    private FineTuningResult Train(
        FineTuningRequest request, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        using var activity = DistillationMetrics.Source.StartActivity("fine-tuning");
        var sequence = new BatchSequence(request.Data.Count, _options.ImagesPerEpoch, _options.BatchSize, request.Seed);
        var duration = Duration(request);
        var totalSteps = duration is null ? (long)sequence.StepsPerEpoch * Epochs(request) : long.MaxValue;
        using var parameters = new FlatParameters(request.Student.Parameters);
        using var optimiser = FlatOptimiser.Create(_options, parameters);
        using var state = new TrainingState(request.Student, optimiser, _options.EmaDecay)
        {
            Checkpoint = CheckpointOf(request),
        };
        var checkpoints = new Checkpoints(_options.CheckpointInterval, _time);
        if (Checkpoints.TryRestore(state))
        {
            DistillationLog.FineTuningContinued(_logger, optimiser.Steps, totalSteps);
        }

        var pace = new TrainingPace(duration, totalSteps, optimiser.Steps, progress, _time);
        var student = new StudentStep(request, _options, _objective);
        using var preparation = new BatchPreparation(request, _options, sequence);
        using var pipeline = new BatchPipeline(preparation, optimiser.Steps);
        for (var done = pace.Progress(optimiser.Steps); done < 1.0;)
        {
            using (var batch = pipeline.Next(cancellationToken))
            {
                TakeStep(student, batch, pace.During(optimiser.Steps, done), optimiser, state);
            }

            // Read once: between two readings of the clock the end of the last epoch could be missed.
            done = pace.Progress(optimiser.Steps);
            pace.Report(optimiser.Steps, done);
            var isEpochEnd = optimiser.Steps % sequence.StepsPerEpoch == 0 || done >= 1.0;
            if (isEpochEnd)
            {
                state.EndEpoch();
                EvaluateEpoch(request, sequence.EpochsOf(optimiser.Steps), done, state, cancellationToken);
            }

            if (state.Checkpoint is not null && (isEpochEnd || checkpoints.AreDue))
            {
                checkpoints.Save([state]);
            }
        }

        state.Finish();
        activity?.SetTag("steps", optimiser.Steps);
        var epochs = sequence.EpochsOf(optimiser.Steps);
        return state.BestEpoch > 0
            ? new FineTuningResult(optimiser.Steps, epochs, state.EpochLoss, state.BestAccuracy, state.BestEpoch)
            : new FineTuningResult(optimiser.Steps, epochs, state.EpochLoss, null, epochs);
    }

    private void TakeStep(
        StudentStep student, PreparedBatch batch, double progress, FlatOptimiser optimiser, TrainingState state)
    {
        var step = optimiser.Steps;
        var loss = student.Backward(batch, step);
        optimiser.Step(_options.LearningRate * CosineSchedule.Factor(progress, _options.Warmup));
        state.EndStep(loss);
        DistillationMetrics.CountSteps("fine-tuning", 1);
        DistillationMetrics.RecordLoss("fine-tuning", loss);
    }

    // Running the teacher keeps a core busy; reading images does not.
    private int Threads(FineTuningRequest request) => _options.Threads > 0
        ? _options.Threads
        : Math.Max(1, Environment.ProcessorCount - (BatchPreparation.RunsTeacher(request, _options) ? 1 : 0));

    // The best epoch is never in the first half of a training, so evaluating there would only cost time.
    private void EvaluateEpoch(
        FineTuningRequest request, int epoch, double progress, TrainingState state, CancellationToken cancellationToken)
    {
        if (request.Validation is not null && progress > 0.5)
        {
            state.KeepIfBest(epoch, () => NetworkEvaluator
                .Evaluate(request.Student, request.Validation, _objective, cancellationToken)
                .Accuracy);
        }
    }

    // A training by the clock is not repeatable and cannot continue.
    private CheckpointFile? CheckpointOf(FineTuningRequest request) =>
        request.CheckpointPath is { } path && Duration(request) is null ? new(path, FingerprintOf(request)) : null;

    private int Epochs(FineTuningRequest request) => request.Epochs ?? _options.Epochs;

    private TimeSpan? Duration(FineTuningRequest request) => request.Epochs is null ? _options.Duration : null;

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
        FormattableString.Invariant($"{request.Seed} {Epochs(request)}"));
}
