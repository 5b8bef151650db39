namespace Lana.FineTuning;

/// <summary>Refuses requests whose students cannot be trained in parallel on the same batches.</summary>
internal static class TrialGuard
{
    public static void ThrowIfNotTrials(
        IReadOnlyList<FineTuningRequest> requests, FineTuningOptions options, string parameter)
    {
        if (requests.Any(request => request.CheckpointPath is not null))
        {
            throw new ArgumentException(
                "Students trained side by side keep no checkpoints: leave CheckpointPath null.", parameter);
        }

        if (requests.Any(request => TrainingLength.DurationOf(request, options) is not null))
        {
            throw new ArgumentException(
                "Students are trained side by side by steps, not by the clock: set Steps or Epochs.", parameter);
        }

        if (requests.DistinctBy(request => request.Student).Count() < requests.Count)
        {
            throw new ArgumentException("Two requests have the same Student.", parameter);
        }

        ThrowIfTheyDiffer(requests, options, parameter);
    }

    private static void ThrowIfTheyDiffer(
        IReadOnlyList<FineTuningRequest> requests, FineTuningOptions options, string parameter)
    {
        for (var index = 1; index < requests.Count; index++)
        {
            if (Difference(requests[0], requests[index], options) is { } difference)
            {
                throw new ArgumentException(
                    $"Requests 0 and {index} differ in {difference}: students trained side by side share their " +
                    "batches. Train students that differ in it by another call.",
                    parameter);
            }
        }
    }

    private static string? Difference(FineTuningRequest one, FineTuningRequest other, FineTuningOptions options) =>
        !ReferenceEquals(one.Teacher, other.Teacher) ? nameof(one.Teacher)
        : !Equals(one.Data, other.Data) ? nameof(one.Data)
        : !Equals(one.TeacherData, other.TeacherData) ? nameof(one.TeacherData)
        : one.Seed != other.Seed ? nameof(one.Seed)
        : one.Steps != other.Steps ? nameof(one.Steps)
        : EpochsOf(one, options) != EpochsOf(other, options) ? nameof(one.Epochs)
        : ComparesFeatures(one, options) != ComparesFeatures(other, options)
            ? "whether the student's layers have the shapes of the teacher's (FineTuningOptions.FeatureWeight)"
        : null;

    // If steps are specified, the epochs do not count.
    private static int EpochsOf(FineTuningRequest request, FineTuningOptions options) =>
        request.Steps is null ? TrainingLength.EpochsOf(request, options) : 0;

    private static bool ComparesFeatures(FineTuningRequest request, FineTuningOptions options) =>
        BatchPreparation.ComparesFeatures(request, options);
}
