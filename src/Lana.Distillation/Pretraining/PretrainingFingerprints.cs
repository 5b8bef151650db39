using System.Globalization;
using Lana.Candidates;
using Lana.Definitions;
using Lana.Internal;
using Lana.Weights;

namespace Lana.Pretraining;

/// <summary>The hash of everything that the training of an operation depends on.</summary>
internal static class PretrainingFingerprints
{
    /// <summary>The fingerprint of each operation that has something to train.</summary>
    /// <exception cref="ArgumentException">An operation does not give its layer's shape.</exception>
    public static Dictionary<Candidate, string> Of(PretrainingRequest request, PretrainingOptions options)
    {
        var common = ContentHash.Of(
            request.TeacherFingerprint.Length > 0 ? request.TeacherFingerprint : ModuleWeights.Fingerprint(request.Teacher),
            request.Teacher.Definition.Fingerprint,
            request.Data.Fingerprint,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{request.Seed} {options.Epochs} {options.ImagesPerEpoch} {options.BatchSize} {options.LearningRate:R} ") +
            string.Create(
                CultureInfo.InvariantCulture,
                $"{options.WeightDecay:R} {options.Warmup:R} {options.MaxGradientNorm:R} {options.Loss} {options.Augment} ") +
            string.Create(CultureInfo.InvariantCulture, $"{options.Optimiser} {options.Momentum:R} {options.InitialSpread:R}"));
        return request.Candidates.Where(candidate => candidate.NeedsTraining).ToDictionary(
            candidate => candidate,
            candidate => ContentHash.Of(common, candidate.Layer.Name, candidate.Operation.Name, Fitting(candidate).ToJson()));
    }

    // Another shape would be broadcast against the target and seem to train.
    private static Definition Fitting(Candidate candidate)
    {
        var definition = candidate.Definition;
        var output = definition.Cost(candidate.Layer.Input).Output;
        return output == candidate.Layer.Output
            ? definition
            : throw new ArgumentException(
                $"Operation '{candidate.Operation}' gives {output} in layer '{candidate.Layer.Name}', which gives {candidate.Layer.Output}.");
    }
}
