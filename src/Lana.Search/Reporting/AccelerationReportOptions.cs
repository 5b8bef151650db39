namespace Lana.Reporting;

/// <summary>The parts of a report that an <see cref="Pipeline.AccelerationResult"/> does not contain.</summary>
public sealed record AccelerationReportOptions
{
    /// <summary>The heading.</summary>
    /// <value>Default null: the name of the teacher.</value>
    public string? Title { get; init; }

    /// <summary>A sentence after the summary, for example about the images.</summary>
    /// <value>Default null: none.</value>
    public string? Note { get; init; }

    /// <summary>The teacher's accuracy on images that neither trained nor chose the student.</summary>
    /// <value>Default null: not measured; 0 to 1.</value>
    public double? TeacherAccuracy { get; init; }

    /// <summary>The student's accuracy on the same images.</summary>
    /// <value>Default null: not measured; 0 to 1.</value>
    public double? StudentAccuracy { get; init; }

    /// <summary>Other networks to compare with, measured on the same device and images.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyList<ReportedNetwork> Networks { get; init; } = [];
}
