using System.Runtime.ExceptionServices;
using Lana.Scoring;

namespace Lana.FineTuning;

/// <summary>The training of one student: its parameters, its optimiser and its losses.</summary>
internal sealed class StudentTraining : IDisposable
{
    private readonly FineTuningRequest _request;
    private readonly FineTuningOptions _options;
    private readonly ITrainingObjective _objective;
    private readonly FlatParameters _parameters;
    private readonly FlatOptimiser _optimiser;
    private readonly StudentStep _step;
    private NonFiniteLossException? _failure;

    public StudentTraining(
        FineTuningRequest request,
        FineTuningOptions options,
        ITrainingObjective objective,
        CheckpointFile? checkpoint = null)
    {
        (_request, _options, _objective) = (request, options, objective);
        _parameters = new FlatParameters(request.Student.Parameters);
        _optimiser = FlatOptimiser.Create(options, _parameters);
        _step = new StudentStep(request, options, objective);
        State = new TrainingState(request.Student, _optimiser, options.EmaDecay) { Checkpoint = checkpoint };
    }

    public TrainingState State { get; }

    /// <summary>The steps taken, including those before an interruption.</summary>
    public long Steps => _optimiser.Steps;

    /// <summary>True while it trains: its losses have been finite.</summary>
    public bool IsActive => _failure is null;

    /// <summary>The cost of one image.</summary>
    public long Macs => _request.Student.Cost.Macs;

    /// <summary>Takes one step per batch, in order, until a loss is not finite.</summary>
    public void Train(
        IReadOnlyList<PreparedBatch> batches, TrainingPace pace, double before, CancellationToken cancellationToken)
    {
        for (var index = 0; index < batches.Count && IsActive; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Other students run between two windows, and the library's cache of kernels may drop this student's kernels.
            TakeStep(batches[index], pace.During(Steps, before), isFirst: index == 0);
        }
    }

    /// <summary>Ends an epoch and, in the second half of the training, evaluates the student.</summary>
    /// <remarks>The best epoch is never in the first half, so evaluating there would only cost time.</remarks>
    public void EndEpoch(int epoch, double progress, CancellationToken cancellationToken)
    {
        State.EndEpoch(epoch, _request.Validation is { } heldOut && progress > 0.5
            ? () => NetworkEvaluator.Evaluate(_request.Student, heldOut, _objective, cancellationToken)
            : null);
    }

    /// <summary>Writes the final weights into the student.</summary>
    /// <exception cref="NonFiniteLossException">A loss was not finite.</exception>
    public FineTuningResult Finish(int epochs)
    {
        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }

        State.Finish();
        var loss = State.Curve is [.., var last] ? last.Loss : 0.0;
        return new(Steps, epochs, loss, State.Best?.Accuracy, State.Best is null ? epochs : State.BestEpoch)
        {
            ValidationLoss = TrainingState.LossOf(State.Best),
            Curve = [.. State.Curve],
        };
    }

    /// <summary>Does the same as <see cref="Finish"/>, but returns an infinite loss for a student whose loss was not
    /// finite.</summary>
    public FineTuningResult FinishTrial(int epochs) =>
        _failure is null ? Finish(epochs) : FineTuningResult.Diverged(_request, _failure);

    public void Dispose()
    {
        State.Dispose();
        _optimiser.Dispose();
        _parameters.Dispose();
    }

    private void TakeStep(PreparedBatch batch, double progress, bool isFirst)
    {
        try
        {
            var loss = _step.Backward(batch, Steps, isFirst);
            _optimiser.Step(_options.LearningRate * CosineSchedule.Factor(progress, _options.Warmup));
            State.EndStep(loss);
            DistillationMetrics.CountSteps("fine-tuning", 1);
            DistillationMetrics.RecordLoss("fine-tuning", loss);
        }
        catch (NonFiniteLossException failure)
        {
            // Kept, not swallowed: it is thrown or becomes the result when the training ends.
            _failure = failure;
        }
    }
}
