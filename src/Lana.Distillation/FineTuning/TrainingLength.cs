namespace Lana.FineTuning;

/// <summary>The length of a training, as a duration or a number of steps, and the ends of its epochs.</summary>
internal sealed class TrainingLength(FineTuningRequest request, FineTuningOptions options, BatchSequence sequence)
{
    /// <summary>The duration; null for a training by steps.</summary>
    public TimeSpan? Duration { get; } = DurationOf(request, options);

    /// <summary>The number of optimiser steps; <see cref="long.MaxValue"/> for a training with a duration.</summary>
    public long TotalSteps { get; } = DurationOf(request, options) is not null
        ? long.MaxValue
        : request.Steps ?? ((long)sequence.StepsPerEpoch * EpochsOf(request, options));

    /// <summary>Returns the duration; null if the request or the options specify steps or epochs.</summary>
    public static TimeSpan? DurationOf(FineTuningRequest request, FineTuningOptions options) =>
        request.Steps is null && request.Epochs is null ? options.Duration : null;

    /// <summary>Returns the number of epochs of a training whose number of steps is not specified.</summary>
    public static int EpochsOf(FineTuningRequest request, FineTuningOptions options) =>
        request.Epochs ?? options.Epochs;

    /// <summary>The number of epochs begun after a number of steps.</summary>
    public int EpochsOf(long steps) => sequence.EpochsOf(steps);

    /// <summary>Returns true if a number of steps is a whole number of epochs.</summary>
    public bool EndsEpoch(long steps) => steps % sequence.StepsPerEpoch == 0;

    /// <summary>The number of steps to take at once: at most as many as remain of the epoch and of the training.</summary>
    public int WindowAt(long step, int max) =>
        (int)Math.Min(Math.Min(max, sequence.StepsPerEpoch - (step % sequence.StepsPerEpoch)), TotalSteps - step);
}
