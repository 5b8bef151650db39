namespace Lana.Benchmarks.Quality;

/// <summary>What the verb prints as its last line.</summary>
/// <param name="LearningRate">The default that the factors multiply.</param>
/// <param name="Factors">The factors.</param>
/// <param name="Families">One row for each family.</param>
/// <param name="Images">Images of the epoch.</param>
/// <param name="Operations">Operations trained, over three layers.</param>
/// <param name="At">When.</param>
internal sealed record QualityReport(
    double LearningRate,
    IReadOnlyList<double> Factors,
    IReadOnlyList<QualityRow> Families,
    int Images,
    int Operations,
    DateTimeOffset At);
