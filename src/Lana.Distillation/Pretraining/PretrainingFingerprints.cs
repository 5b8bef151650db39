using Lana.Weights;

namespace Lana.Pretraining;

/// <summary>Hashes everything that the training of a candidate depends on.</summary>
internal static class PretrainingFingerprints
{
    // Changes when the same inputs lead to other weights.
    private const string Version = "2";

    /// <summary>The fingerprint of each candidate that has parameters.</summary>
    /// <exception cref="ArgumentException">A candidate's output has another shape than its layer's.</exception>
    public static Dictionary<Candidate, string> Of(PretrainingRequest request, PretrainingOptions options)
    {
        var common = ContentHash.Of(
            Version,
            request.TeacherFingerprint is { Length: > 0 } known ? known : ModuleWeights.Fingerprint(request.Teacher),
            request.Teacher.Definition.Fingerprint,
            request.Data.Fingerprint,
            request.Seed.ToString(CultureInfo.InvariantCulture),
            OptionsFingerprint.Of(options));
        return request.Candidates.Where(candidate => candidate.NeedsTraining).ToDictionary(
            candidate => candidate,
            candidate => ContentHash.Of(
                common, candidate.Layer.Name, candidate.Operation.Name, CheckedDefinition(candidate).ToJson()));
    }

    // Another shape would be broadcast against the target, and the training would seem to work.
    private static Definition CheckedDefinition(Candidate candidate) =>
        candidate.Cost.Output == candidate.Layer.Output ? candidate.Definition : throw new ArgumentException(
            $"Operation '{candidate.Operation}' gives {candidate.Cost.Output} in layer '{candidate.Layer.Name}', " +
            $"which gives {candidate.Layer.Output}.");
}
