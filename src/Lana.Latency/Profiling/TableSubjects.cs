using Lana.Export;

namespace Lana.Profiling;

/// <summary>The subjects that have to be timed for a table, and the keys of their measurements.</summary>
/// <remarks>An operation is timed between a narrow 1×1 convolution that produces its input width and one that consumes
/// its output: it has the same memory layout as inside a network, its input has just been written, and no conversion at
/// the model's edge is added to its time. The two convolutions alone are the overhead that is subtracted.</remarks>
internal static class TableSubjects
{
    // Enough to be a vectorised convolution, narrow enough to cost little compared with the operation.
    private const int EdgeChannels = 8;

    // Part of every key: measurements with a changed timing method must not mix with stored ones.
    private const string Method = "edges-1";

    public static string Key(Definition definition, FeatureShape input) => ContentHash.Of(
        Method, JsonSerializer.Serialize(definition), input.ToString());

    public static string WholeKey(NetworkDefinition network) =>
        ContentHash.Of(Method, "whole", network.Fingerprint);

    /// <summary>The key of a subject in one pass over the table, from 0.</summary>
    public static string PassKey(string key, int pass) => pass == 0 ? key : $"{key}.{pass}";

    /// <summary>The key of the subject to which the key of a pass belongs.</summary>
    public static string SubjectOf(string passKey) => passKey.Split('.')[0];

    public static LatencySubject Operation(string name, Definition definition, FeatureShape input, long workingSetBytes)
    {
        var framed = new Chain(
            new Conv("lana_entry", input.Channels, 1) { Bias = true },
            definition,
            new Conv("lana_exit", EdgeChannels, 1) { Bias = true });
        var edge = input with { Channels = EdgeChannels };
        return new LatencySubject(name, edge, () =>
        {
            using var module = framed.Build(edge);
            return OnnxExporter.Export(module);
        })
        {
            WorkingSetBytes = workingSetBytes,
            Definition = framed,
        };
    }
}
