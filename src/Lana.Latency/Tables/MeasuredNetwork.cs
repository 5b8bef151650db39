namespace Lana.Tables;

/// <summary>An assembled network that was measured as a whole.</summary>
/// <param name="Operations">One operation name per layer, in the order of the layers.</param>
/// <param name="LatencyMs">What it takes in milliseconds, positive; beside a teacher of the table's
/// <see cref="LatencyTable.TeacherMs"/>.</param>
public sealed record MeasuredNetwork(IReadOnlyList<string> Operations, double LatencyMs);
