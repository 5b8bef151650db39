using Lana.Data;

namespace Lana.Pipeline;

/// <summary>The examples an acceleration learns from.</summary>
/// <param name="Train">What operations and the student are trained, scored and ranked on.</param>
/// <param name="HeldOut">Examples kept apart, by which the best state of the fine-tuning is chosen; null to keep the
/// last.</param>
public sealed record TrainingData(IBatchSource Train, IBatchSource? HeldOut = null);
