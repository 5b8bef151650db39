namespace Lana.Import.Onnx;

/// <summary>A node that cannot be imported, with the reason.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Operator">The node's operator.</param>
/// <param name="Reason">The error or its remedy, as a clause.</param>
internal readonly record struct OnnxRefusal(string Node, string Operator, string Reason)
{
    private const int MaxGroups = 24;
    private const int MaxNodes = 6;

    /// <summary>Creates the exception that names all of them.</summary>
    public static OnnxImportException ToException(string path, IReadOnlyCollection<OnnxRefusal> refusals) =>
        new(path, Describe(refusals)) { Refusals = refusals };

    // All refusals in one sentence, nodes with the same operator and reason together.
    private static string Describe(IReadOnlyCollection<OnnxRefusal> refusals)
    {
        var groups = refusals
            .GroupBy(refusal => (refusal.Operator, refusal.Reason))
            .Select(group => $"{Shortened.Of(group.Key.Operator)} ({Names([.. group])}): {group.Key.Reason}");
        var nodes = refusals.Count == 1 ? "a node" : $"{refusals.Count} nodes";
        return $"{nodes} cannot be imported: {Shortened.List(groups, MaxGroups)}.";
    }

    private static string Names(OnnxRefusal[] group) =>
        (group.Length > MaxNodes ? $"{group.Length} nodes: " : "")
        + Shortened.List(group.Select(refusal => $"'{Shortened.Of(refusal.Node)}'"), MaxNodes, ", ");
}
