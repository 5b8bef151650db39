using System.Reflection;
using Lana.FineTuning;
using Lana.Pretraining;
using Lana.Ranking;
using Lana.Scoring;

namespace Lana.Pipeline;

/// <summary>The options of a run as texts, for its report. Paths are left out.</summary>
internal static class OptionTexts
{
    public static IReadOnlyDictionary<string, string> Of(AcceleratorOptions options, AccelerationParts parts)
    {
        object?[] all =
        [
            options,
            (parts.Trainer as CandidateTrainer)?.Options,
            (parts.Scorer as CandidateScorer)?.Options,
            (parts.Ranker as NetworkRanker)?.Options,
            (parts.FineTuner as FineTuner)?.Options,
        ];
        return all.OfType<object>().SelectMany(Of).ToDictionary(StringComparer.Ordinal);
    }

    private static IEnumerable<KeyValuePair<string, string>> Of(object options) => options.GetType()
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.GetIndexParameters().Length == 0 && property.Name != nameof(AcceleratorOptions.RunDirectory))
        .OrderBy(property => property.Name, StringComparer.Ordinal)
        .Select(property => KeyValuePair.Create($"{options.GetType().Name}.{property.Name}", TextOf(property.GetValue(options))));

    private static string TextOf(object? value) => value switch
    {
        null => "none",
        string text => text,
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => string.Join(", ", Of(value).Select(pair => $"{pair.Key[(pair.Key.IndexOf('.', StringComparison.Ordinal) + 1)..]} {pair.Value}")),
    };
}
