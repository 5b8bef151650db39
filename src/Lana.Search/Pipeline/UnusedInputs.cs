using Lana.FineTuning;
using Lana.Kernels;
using Lana.Objectives;
using Lana.Pretraining;
using Lana.Training;

namespace Lana.Pipeline;

/// <summary>Finds inputs of an acceleration that are not used, and describes them as sentences.</summary>
internal static class UnusedInputs
{
    private const int MaxNames = 3;

    /// <summary>Returns all that are known before the run.</summary>
    public static IReadOnlyList<string> Of(ForecastInputs inputs) =>
    [
        .. FilesOf("training data", inputs.Data.Train),
        .. inputs.Data.HeldOut is { } heldOut ? FilesOf("held-out data", heldOut) : [],
        .. Precision(inputs.Parts),
    ];

    private static IEnumerable<string> Precision(AccelerationParts parts)
    {
        TrainingOptions?[] options = [(parts.Trainer as CandidateTrainer)?.Options, (parts.FineTuner as FineTuner)?.Options];
        return MixedPrecision.IsSupported
            ? []
            : options.OfType<TrainingOptions>().Where(one => one.Precision == TrainingPrecision.Mixed).Select(one =>
                $"{one.GetType().Name}.Precision = Mixed, since this processor does not multiply bfloat16.");
    }

    private static IEnumerable<string> FilesOf(string what, IBatchSource source)
    {
        var inner = source;
        while (Wrapped(inner) is { } wrapped)
        {
            inner = wrapped;
        }

        if (inner is not ImageFolderSource folder)
        {
            yield break;
        }

        if (folder.Skipped.Count > 0)
        {
            yield return $"{folder.Skipped.Count} images of the {what}, which cannot be read: " +
                Few(folder.Skipped.Select(image => image.Message));
        }

        if (folder.Ignored.Count > 0)
        {
            yield return $"{folder.Ignored.Count} files of the {what}, which are no images: {Few(folder.Ignored)}";
        }
    }

    private static IBatchSource? Wrapped(IBatchSource source) => source switch
    {
        SubsetSource subset => subset.Source,
        ResizedSource resized => resized.Source,
        TeacherOutputSource labelled => labelled.Images,
        _ => null,
    };

    private static string Few(IEnumerable<string> names) => Shortened.List(names, MaxNames);
}
