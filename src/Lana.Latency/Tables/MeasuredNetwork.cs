namespace Lana.Tables;

/// <summary>An assembled network that was measured as a whole.</summary>
/// <param name="Selection">The candidate of each layer.</param>
/// <param name="LatencyMs">Its latency in milliseconds, positive; measured together with a teacher of the table's
/// <see cref="LatencyTable.TeacherMs"/>.</param>
public sealed record MeasuredNetwork(Selection Selection, double LatencyMs);
