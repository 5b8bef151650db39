namespace Lana.Benchmarks.Quality;

/// <summary>What the verb prints as its last line.</summary>
/// <param name="Ways">The ways to train.</param>
/// <param name="Families">One row for each family.</param>
/// <param name="Images">Images of the epoch.</param>
/// <param name="Operations">Operations trained, over three layers.</param>
/// <param name="At">When.</param>
internal sealed record QualityReport(
    IReadOnlyList<QualityWay> Ways,
    IReadOnlyList<QualityRow> Families,
    int Images,
    int Operations,
    DateTimeOffset At);
