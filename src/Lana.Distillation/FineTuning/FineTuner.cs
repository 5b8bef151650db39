using System.Globalization;
using Lana.Modules;
using Lana.Networks;
using Lana.Objectives;
using Lana.Optimisation;
using Lana.Runtime;
using Lana.Scoring;
using Lana.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace Lana.FineTuning;

/// <summary>AdamW with a cosine learning rate, on labels and on the teacher's output.</summary>
/// <remarks>LANA, section 3.4; distillation as Hinton, Vinyals and Dean 2015.</remarks>
/// <param name="options">How to train; null for the defaults.</param>
/// <param name="objective">The loss on labels; null for classification.</param>
/// <param name="time">The clock; null for the system's.</param>
/// <param name="logger">Told of resumed trainings; null for nobody.</param>
public sealed class FineTuner(
    FineTuningOptions? options = null,
    ITrainingObjective? objective = null,
    TimeProvider? time = null,
    ILogger<FineTuner>? logger = null) : IFineTuner
{
    private readonly FineTuningOptions _options = options ?? new FineTuningOptions();
    private readonly ITrainingObjective _objective = objective ?? new ClassificationObjective();
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ILogger _logger = logger ?? NullLogger<FineTuner>.Instance;

    /// <inheritdoc/>
    public Task<FineTuningResult> FineTuneAsync(
        FineTuningTask task, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        return TorchThread.RunAsync(Threads(task), () => Train(task, progress, cancellationToken));
    }

    private FineTuningResult Train(
        FineTuningTask task, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        var sequence = new BatchSequence(task.Data.Count, 0, _options.BatchSize, task.Seed);
        var totalSteps = _options.Duration is null ? (long)sequence.StepsPerEpoch * _options.Epochs : long.MaxValue;
        using var parameters = new FlatParameters(task.Student.Parameters);
        using var optimiser = new AdamW(parameters, _options.WeightDecay, _options.MaxGradientNorm);
        using var state = new TrainingState(task.Student, optimiser);
        var recipe = Recipe(task);
        if (KeepsCheckpoints(task) && state.TryLoad(task.CheckpointPath!, recipe))
        {
            Log.Resumed(_logger, optimiser.Steps, totalSteps);
        }

        var pace = new TrainingPace(_options, totalSteps, _time);
        var tracker = Tracker(progress, totalSteps, optimiser.Steps);
        using var pipeline = new BatchPipeline(task, AskedTeacher(task), sequence, optimiser.Steps, _options.Augment);
        while (optimiser.Steps < totalSteps && pace.Progress(optimiser.Steps) < 1.0)
        {
            TrainEpoch(task, pipeline, sequence, pace, optimiser, state, tracker, cancellationToken);
            EndEpoch(
                task,
                (int)(optimiser.Steps / sequence.StepsPerEpoch),
                pace.Progress(optimiser.Steps),
                state,
                cancellationToken);
            if (KeepsCheckpoints(task))
            {
                state.Save(task.CheckpointPath!, recipe);
            }
        }

        state.RestoreBest();
        var epochs = (int)((optimiser.Steps + sequence.StepsPerEpoch - 1) / sequence.StepsPerEpoch);
        return new FineTuningResult(
            optimiser.Steps,
            epochs,
            state.EpochLoss,
            state.BestEpoch > 0 ? state.BestAccuracy : null,
            state.BestEpoch > 0 ? state.BestEpoch : epochs);
    }

    private void TrainEpoch(
        FineTuningTask task,
        BatchPipeline pipeline,
        BatchSequence sequence,
        TrainingPace pace,
        AdamW optimiser,
        TrainingState state,
        ProgressTracker? tracker,
        CancellationToken cancellationToken)
    {
        var loss = 0.0;
        var taken = 0;
        do
        {
            var step = optimiser.Steps;
            using var batch = pipeline.Next(cancellationToken);
            loss += Backward(task, batch, step);
            taken++;
            optimiser.Step(_options.LearningRate * CosineSchedule.Factor(pace.Progress(step), _options.Warmup));
            tracker?.Advance();
        }
        while (optimiser.Steps % sequence.StepsPerEpoch != 0 && pace.Progress(optimiser.Steps) < 1.0);

        state.EpochLoss = loss / taken;
    }

    private double Backward(FineTuningTask task, PreparedBatch batch, long step)
    {
        using var scope = NewDisposeScope();
        var loss = Loss(task.Student.Run(batch.Images, RunMode.Train), batch);
        var value = loss.item<float>();
        if (!float.IsFinite(value))
        {
            throw new NonFiniteLossException(step, value);
        }

        loss.backward();
        return value;
    }

    private Tensor Loss(Tensor outputs, PreparedBatch batch)
    {
        if (batch.TeacherOutputs is null)
        {
            return _objective.Loss(outputs, batch.Labels);
        }

        var weight = _options.DistillationWeight;
        var distilled = DistillationLoss.Of(outputs, batch.TeacherOutputs, _options.Temperature);
        using Scalar share = weight;
        using Scalar others = 1.0 - weight;
        return weight == 1.0
            ? distilled
            : distilled.mul(share).add(_objective.Loss(outputs, batch.Labels).mul(others), Scalars.One);
    }

    // Asking the teacher keeps a core busy; reading images does not.
    private int Threads(FineTuningTask task) => _options.Threads > 0
        ? _options.Threads
        : Math.Max(1, Environment.ProcessorCount - (AskedTeacher(task) is null ? 0 : 1));

    private LayeredNetwork? AskedTeacher(FineTuningTask task) =>
        _options.DistillationWeight > 0.0 ? task.Teacher : null;

    // The first half of a training is never the best of it, so trying it would only cost time.
    private void EndEpoch(
        FineTuningTask task, int epoch, double progress, TrainingState state, CancellationToken cancellationToken)
    {
        if (task.Validation is not null && progress > 0.5)
        {
            var evaluation = NetworkEvaluator
                .EvaluateAsync(task.Student, task.Validation, _objective, cancellationToken)
                .GetAwaiter()
                .GetResult();
            state.Consider(epoch, evaluation.Accuracy);
        }
    }

    private bool KeepsCheckpoints(FineTuningTask task) => task.CheckpointPath is not null && _options.Duration is null;

    private ProgressTracker? Tracker(IProgress<LanaProgress>? progress, long totalSteps, long done) =>
        _options.Duration is null ? new ProgressTracker("fine-tuning", totalSteps, progress, _time, done) : null;

    private string Recipe(FineTuningTask task) => ContentHash.Of(
        task.Origin,
        task.Student.Definition.Fingerprint,
        task.Teacher?.Definition.Fingerprint ?? "",
        task.Data.Fingerprint,
        task.Validation?.Fingerprint ?? "",
        _objective.Fingerprint,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{task.Seed} {_options.Epochs} {_options.BatchSize} {_options.LearningRate:R} {_options.WeightDecay:R} ") +
        string.Create(
            CultureInfo.InvariantCulture,
            $"{_options.Warmup:R} {_options.MaxGradientNorm:R} {_options.DistillationWeight:R} {_options.Temperature:R} ") +
        string.Create(CultureInfo.InvariantCulture, $"{_options.Augment}"));
}
