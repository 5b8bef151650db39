namespace Lana.Pipeline;

/// <summary>The data of an acceleration.</summary>
/// <param name="Train">The examples that candidates and the student are trained, scored and ranked on.</param>
/// <param name="HeldOut">Examples kept apart, by which the best state of the fine-tuning is chosen; null to keep the
/// last.</param>
public sealed record TrainingData(IBatchSource Train, IBatchSource? HeldOut = null);
