namespace Lana.Benchmarks.Imported;

/// <summary>One file beside what Lana writes of it.</summary>
/// <param name="Model">The file, relative to the folder.</param>
/// <param name="Input">The shape that was measured.</param>
/// <param name="OriginalMs">The latency of the file, in milliseconds.</param>
/// <param name="AllNew">The share of that which the file takes when every node with weights is written anew.</param>
/// <param name="OwnForm">The share of that which Lana's own form of the network takes.</param>
internal sealed record ReexportRow(string Model, string Input, double OriginalMs, double AllNew, double OwnForm);
