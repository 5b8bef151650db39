namespace Lana.Benchmarks.Quality;

/// <summary>The report that the verb prints as its last line.</summary>
/// <param name="Ways">The training settings.</param>
/// <param name="Families">One row for each family.</param>
/// <param name="Images">Images of the epoch.</param>
/// <param name="Operations">Operations trained, over three layers.</param>
/// <param name="At">The time of the report.</param>
internal sealed record QualityReport(
    IReadOnlyList<QualityWay> Ways,
    IReadOnlyList<QualityRow> Families,
    int Images,
    int Operations,
    DateTimeOffset At);
