using System.Globalization;
using Lana.Internal;
using Lana.Native;
using Lana.Objectives;
using Lana.Scoring;
using Lana.Training;
using Lana.Weights;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lana.FineTuning;

/// <summary>Gradient descent with a cosine learning rate, on labels and on what the teacher gives.</summary>
/// <remarks>LANA, section 3.4; distillation as Hinton, Vinyals and Dean 2015.</remarks>
/// <param name="options">How to train; null for the defaults.</param>
/// <param name="objective">The loss on labels; null for classification.</param>
/// <param name="time">The clock; null for the system's.</param>
/// <param name="logger">Told of resumed trainings; null for nobody.</param>
/// <exception cref="ArgumentException">An option is out of its range.</exception>
public sealed class FineTuner(
    FineTuningOptions? options = null,
    ITrainingObjective? objective = null,
    TimeProvider? time = null,
    ILogger<FineTuner>? logger = null) : IFineTuner
{
    private readonly FineTuningOptions _options = new FineTuningOptionsValidator().Require(options ?? new FineTuningOptions());
    private readonly ITrainingObjective _objective = objective ?? new ClassificationObjective();
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ILogger _logger = logger ?? NullLogger<FineTuner>.Instance;

    /// <inheritdoc/>
    public string Fingerprint => ContentHash.Of(
        $"{nameof(FineTuner)} 2",
        _objective.Fingerprint,
        FormattableString.Invariant($"{_options.Epochs} {_options.Duration} {_options.ImagesPerEpoch} {_options.BatchSize} "),
        FormattableString.Invariant($"{_options.LearningRate:R} {_options.WeightDecay:R} {_options.Warmup:R} "),
        FormattableString.Invariant($"{_options.MaxGradientNorm:R} {_options.DistillationWeight:R} {_options.Temperature:R} "),
        FormattableString.Invariant($"{_options.Augment} {_options.Optimiser} {_options.Momentum:R} {_options.EmaDecay:R} "),
        FormattableString.Invariant($"{_options.Mixup:R} {_options.FeatureWeight:R}"));

    /// <inheritdoc/>
    public bool IsOff => _options is { Epochs: 0, Duration: null };

    /// <inheritdoc/>
    public Task<FineTuningResult> FineTuneAsync(
        FineTuningRequest request, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Epochs ?? 1, 1);
        ViewGuard.ThrowIfView(request.Student, nameof(request));
        ThrowIfOtherExamples(request);
        return TorchThread.RunAsync(Threads(request), () => Train(request, progress, cancellationToken));
    }

    private static void ThrowIfOtherExamples(FineTuningRequest request)
    {
        if (request.TeacherData is { } teachers && teachers.Count != request.Data.Count)
        {
            throw new ArgumentException(
                $"The teacher's data has {teachers.Count} examples and the student's {request.Data.Count}: TeacherData " +
                "is the same examples in another shape.",
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
        using var optimiser = FlatOptimiser.Create(
            _options.Optimiser, parameters, _options.WeightDecay, _options.Momentum, _options.MaxGradientNorm);
        using var state = new TrainingState(request.Student, optimiser, _options.EmaDecay);
        var keeper = KeepsCheckpoints(request)
            ? new CheckpointKeeper(request.CheckpointPath!, FingerprintOf(request), state, _options.CheckpointInterval, _time)
            : null;
        if (keeper?.TryLoad() == true)
        {
            DistillationLog.Resumed(_logger, optimiser.Steps, totalSteps);
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

            // Read once: by the clock, the end of the last epoch would be missed between two readings.
            done = pace.Progress(optimiser.Steps);
            pace.Report(optimiser.Steps, done);
            if (optimiser.Steps % sequence.StepsPerEpoch == 0 || done >= 1.0)
            {
                state.EndEpoch();
                TryEpoch(request, sequence.EpochsOf(optimiser.Steps), done, state, cancellationToken);
                keeper?.Save();
            }
            else
            {
                keeper?.SaveIfDue();
            }
        }

        state.Finish();
        activity?.SetTag("steps", optimiser.Steps);
        return Result(sequence, state, optimiser.Steps);
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

    private static FineTuningResult Result(BatchSequence sequence, TrainingState state, long steps)
    {
        var epochs = sequence.EpochsOf(steps);
        return new FineTuningResult(
            steps,
            epochs,
            state.EpochLoss,
            state.BestEpoch > 0 ? state.BestAccuracy : null,
            state.BestEpoch > 0 ? state.BestEpoch : epochs);
    }

    // Asking the teacher keeps a core busy; reading images does not.
    private int Threads(FineTuningRequest request) => _options.Threads > 0
        ? _options.Threads
        : Math.Max(1, Environment.ProcessorCount - (BatchPreparation.AsksTeacher(request, _options) ? 1 : 0));

    // The first half of a training is never the best of it, so trying it would only cost time.
    private void TryEpoch(
        FineTuningRequest request, int epoch, double progress, TrainingState state, CancellationToken cancellationToken)
    {
        if (request.Validation is not null && progress > 0.5)
        {
            state.Consider(epoch, () => NetworkEvaluator
                .EvaluateAsync(request.Student, request.Validation, _objective, cancellationToken)
                .GetAwaiter()
                .GetResult()
                .Accuracy);
        }
    }

    private bool KeepsCheckpoints(FineTuningRequest request) => request.CheckpointPath is not null && Duration(request) is null;

    private int Epochs(FineTuningRequest request) => request.Epochs ?? _options.Epochs;

    private TimeSpan? Duration(FineTuningRequest request) => request.Epochs is null ? _options.Duration : null;

    private string FingerprintOf(FineTuningRequest request) => ContentHash.Of(
        request.Origin,
        request.Student.Definition.Fingerprint,
        request.Origin.Length > 0 ? "" : ModuleWeights.Fingerprint(request.Student),
        request.Teacher is null ? "" : ContentHash.Of(request.Teacher.Definition.Fingerprint, ModuleWeights.Fingerprint(request.Teacher)),
        request.Data.Fingerprint,
        request.TeacherData?.Fingerprint ?? "",
        request.Validation?.Fingerprint ?? "",
        Fingerprint,
        string.Create(CultureInfo.InvariantCulture, $"{request.Seed} {Epochs(request)}"));
}
