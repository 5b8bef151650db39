namespace Lana.FineTuning;

/// <summary>How long a training lasts, by the clock or by steps, and where its epochs end.</summary>
internal sealed class TrainingLength(FineTuningRequest request, FineTuningOptions options, BatchSequence sequence)
{
    /// <summary>Null for a training by steps.</summary>
    public TimeSpan? Duration { get; } = DurationOf(request, options);

    /// <summary>The optimiser steps; <see cref="long.MaxValue"/> for a training by the clock.</summary>
    public long TotalSteps { get; } = DurationOf(request, options) is not null
        ? long.MaxValue
        : request.Steps ?? ((long)sequence.StepsPerEpoch * EpochsOf(request, options));

    /// <summary>How long the clock decides; null where the request or the options count steps or epochs.</summary>
    public static TimeSpan? DurationOf(FineTuningRequest request, FineTuningOptions options) =>
        request.Steps is null && request.Epochs is null ? options.Duration : null;

    /// <summary>The epochs of a training that is not given its steps.</summary>
    public static int EpochsOf(FineTuningRequest request, FineTuningOptions options) =>
        request.Epochs ?? options.Epochs;

    /// <summary>The number of epochs begun after a number of steps.</summary>
    public int EpochsOf(long steps) => sequence.EpochsOf(steps);

    /// <summary>Whether a number of steps is a whole number of epochs.</summary>
    public bool EndsEpoch(long steps) => steps % sequence.StepsPerEpoch == 0;

    /// <summary>The steps to take at once: at most as many as are left of the epoch and of the training.</summary>
    public int WindowAt(long step, int max) =>
        (int)Math.Min(Math.Min(max, sequence.StepsPerEpoch - (step % sequence.StepsPerEpoch)), TotalSteps - step);
}
