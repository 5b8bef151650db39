namespace Lana.Pipeline;

/// <summary>The data of an acceleration.</summary>
/// <param name="Train">The examples that candidates and the student are trained, scored and ranked on.</param>
/// <param name="HeldOut">Examples kept apart, by which the best state of the fine-tuning is chosen and on which the
/// student is compared with the teacher; null to keep the last state and compare nothing.</param>
public sealed record TrainingData(IBatchSource Train, IBatchSource? HeldOut = null);
