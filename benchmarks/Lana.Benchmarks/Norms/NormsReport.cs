namespace Lana.Benchmarks.Norms;

/// <summary>The report that the verb prints as its last line.</summary>
/// <param name="Teacher">Test accuracy of the teacher, 0 to 1.</param>
/// <param name="Rows">One row for each student, length and seed.</param>
/// <param name="Images">Images of an epoch.</param>
/// <param name="Seconds">The duration of all.</param>
/// <param name="At">The time of the end.</param>
internal sealed record NormsReport(
    double Teacher, IReadOnlyList<NormsRow> Rows, int Images, double Seconds, DateTimeOffset At);
