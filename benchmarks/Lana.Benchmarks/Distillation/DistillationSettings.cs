using System.Text.Json.Serialization;
using Samples;

namespace Lana.Benchmarks.Distillation;

/// <summary>The sizes of all parts of the measurement.</summary>
/// <param name="Operations">Operations of each layer.</param>
/// <param name="Steps">Steps of Lana's trainer.</param>
/// <param name="PlainSteps">Counted steps of each round of the plain loop.</param>
/// <param name="ScoringImages">Images of the scoring.</param>
/// <param name="GrowthSteps">Steps over which memory must not grow.</param>
/// <param name="BudgetBytes">The memory budget of the pools, in bytes.</param>
/// <param name="Workers">Workers; 0 for one per core.</param>
internal sealed record DistillationSettings(
    int Operations, int Steps, int PlainSteps, int ScoringImages, int GrowthSteps, long BudgetBytes, int Workers)
{
    /// <summary>The words that <see cref="Read"/> reads.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Arguments =>
    [
        "--operations", $"{Operations}", "--steps", $"{Steps}", "--plain-steps", $"{PlainSteps}",
        "--scoring-images", $"{ScoringImages}", "--growth-steps", $"{GrowthSteps}",
        "--budget-bytes", $"{BudgetBytes}", "--workers", $"{Workers}",
    ];

    public static DistillationSettings Read(Arguments arguments) => new(
        arguments.Number("--operations", 24),
        arguments.Number("--steps", 140),
        arguments.Number("--plain-steps", 6),
        arguments.Number("--scoring-images", 1024),
        arguments.Number("--growth-steps", 3000),
        arguments.Number("--budget-bytes", 2_000_000_000L),
        arguments.Number("--workers", 0));
}
