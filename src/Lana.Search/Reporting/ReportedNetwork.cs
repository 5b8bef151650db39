namespace Lana.Reporting;

/// <summary>A network that a report compares with teacher and student.</summary>
/// <param name="Name">The name in the table and the chart.</param>
/// <param name="LatencyMs">Its latency on the same device, in milliseconds of a batch.</param>
/// <param name="Accuracy">Its accuracy on the same images, 0 to 1.</param>
public sealed record ReportedNetwork(string Name, double LatencyMs, double Accuracy);
