using System.Globalization;
using Lana.Modules;
using Lana.Pool;
using Lana.Storage;
using Lana.Weights;

namespace Lana.Pretraining;

/// <summary>The hash of everything that the training of an operation depends on.</summary>
internal static class PretrainingRecipes
{
    /// <summary>The recipe of each operation that has something to train.</summary>
    /// <exception cref="ArgumentException">An operation does not give its layer's shape.</exception>
    public static Dictionary<CandidateJob, string> Of(PretrainingTask task, PretrainingOptions options)
    {
        var common = ContentHash.Of(
            task.TeacherFingerprint.Length > 0 ? task.TeacherFingerprint : ModuleWeights.Fingerprint(task.Teacher),
            task.Teacher.Definition.Fingerprint,
            task.Data.Fingerprint,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{task.Seed} {options.Epochs} {options.ImagesPerEpoch} {options.BatchSize} {options.LearningRate:R} ") +
            string.Create(
                CultureInfo.InvariantCulture,
                $"{options.WeightDecay:R} {options.Warmup:R} {options.MaxGradientNorm:R} {options.Loss} {options.Augment} ") +
            string.Create(CultureInfo.InvariantCulture, $"{options.Optimiser} {options.Momentum:R} {options.InitialSpread:R}"));
        return task.Jobs.Where(job => job.NeedsTraining).ToDictionary(
            job => job,
            job => ContentHash.Of(common, job.Layer.Name, job.Operation.Name, Fitting(job).ToJson()));
    }

    // Another shape would be broadcast against the target and seem to train.
    private static Definition Fitting(CandidateJob job)
    {
        var definition = job.Operation.Define(job.Layer);
        var output = definition.Price(job.Layer.Input).Output;
        return output == job.Layer.Output
            ? definition
            : throw new ArgumentException(
                $"Operation '{job.Operation}' gives {output} in layer '{job.Layer.Name}', which gives {job.Layer.Output}.");
    }
}
