namespace Lana.Reporting;

/// <summary>One layer before and after.</summary>
/// <param name="Name">The layer.</param>
/// <param name="Operation">The operation that was chosen.</param>
/// <param name="TeacherMs">The latency of the teacher's layer, in milliseconds.</param>
/// <param name="StudentMs">The latency of the chosen operation in the same table.</param>
/// <param name="LossIncrease">The score: the increase of the loss when it alone replaces the layer; null where it has none.</param>
internal sealed record ReportLayer(
    string Name, string Operation, double TeacherMs, double StudentMs, double? LossIncrease)
{
    private const int MaxLabel = 28;

    /// <summary>The end of the name, which differs most between layers.</summary>
    public string Label => Name.Length <= MaxLabel ? Name : $"…{Name[^(MaxLabel - 1)..]}";
}
