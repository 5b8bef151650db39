namespace Lana.Benchmarks.Imported;

/// <summary>The latency of one file and of the files that Lana writes from it.</summary>
/// <param name="Model">The file, relative to the folder.</param>
/// <param name="Input">The shape that was measured.</param>
/// <param name="OriginalMs">The latency of the file, in milliseconds.</param>
/// <param name="AllNew">The latency of the file with all nodes with weights rewritten, as a share of the original.</param>
/// <param name="OwnForm">The latency of Lana's own form of the network, as a share of the original.</param>
internal sealed record ReexportRow(string Model, string Input, double OriginalMs, double AllNew, double OwnForm);
