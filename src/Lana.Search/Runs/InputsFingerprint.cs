using System.Reflection;
using Lana.FineTuning;
using Lana.Ranking;
using Lana.Scoring;

namespace Lana.Runs;

/// <summary>The hash of a stage's declared inputs.</summary>
/// <remarks>Every public property counts unless it is marked with <see cref="NotPartOfFingerprintAttribute"/>. A
/// property of an unsupported type is an error, so that no input is forgotten.</remarks>
internal static class InputsFingerprint
{
    public static string Of(object inputs) => ContentHash.Of(TextOf(inputs));

    private static string TextOf(object inputs) => string.Join('\n', inputs.GetType()
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.GetCustomAttribute<NotPartOfFingerprintAttribute>() is null)
        .OrderBy(property => property.Name, StringComparer.Ordinal)
        .Select(property => $"{property.Name}: {Text(property.PropertyType, property.GetValue(inputs))}"));

    // One object may implement several parts of the pipeline: the declared type determines which of them this input is.
    private static string Text(Type declared, object? value) => value switch
    {
        null => "",
        ICandidateScorer part when declared == typeof(ICandidateScorer) => part.Fingerprint,
        INetworkRanker part when declared == typeof(INetworkRanker) => part.Fingerprint,
        IOperationSelector part when declared == typeof(IOperationSelector) => part.Fingerprint,
        IFineTuner part when declared == typeof(IFineTuner) => part.Fingerprint,
        IFingerprinted input => input.Fingerprint,
        IStageInputs inputs => TextOf(inputs),
        IBatchSource source => source.Fingerprint,
        LatencyTable table => Text(table),
        CostTable costs => OptionsFingerprint.Of(costs.Entries),
        IEnumerable<Candidate> candidates => string.Join(' ', candidates.Select(candidate => candidate.Key)),
        _ => OptionsFingerprint.TextOf(value),
    };

    private static string Text(LatencyTable table) => ContentHash.Of(
        FormattableString.Invariant($"{table.TeacherMs:R} {table.ConstantMs:R}"),
        string.Join(' ', table.Entries.Select(
            entry => FormattableString.Invariant($"{entry.Key.Layer}/{entry.Key.Operation} {entry.LatencyMs:R}"))),
        string.Join(' ', table.Networks.Select(
            network => FormattableString.Invariant($"{network.Selection} {network.LatencyMs:R}"))));
}
