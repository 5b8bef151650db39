using Lana.Definitions;
using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>Finds parts of a file that can never be imported, before any shape is computed.</summary>
internal static class OnnxModelCheck
{
    private const string Quantised = "the model is quantised; import the floating-point model it was made of";
    private const string Recurrent = "recurrent networks are not supported; export the convolutional part alone";
    private const string ControlFlow = "loops and branches are not supported; export the model with fixed steps";
    private const string Sequences = "sequences are not supported";
    private const string Texts = "strings are not supported; cut the model before it handles text";
    private const string Unknown = "the operator is not supported";

    private static readonly FrozenDictionary<string, string> Families = new Dictionary<string, string>
    {
        ["QuantizeLinear"] = Quantised,
        ["DequantizeLinear"] = Quantised,
        ["DynamicQuantizeLinear"] = Quantised,
        ["ConvInteger"] = Quantised,
        ["MatMulInteger"] = Quantised,
        ["LSTM"] = Recurrent,
        ["GRU"] = Recurrent,
        ["RNN"] = Recurrent,
        ["If"] = ControlFlow,
        ["Loop"] = ControlFlow,
        ["Scan"] = ControlFlow,
        ["SequenceMap"] = ControlFlow,
        ["SplitToSequence"] = Sequences,
        ["ConcatFromSequence"] = Sequences,
        ["StringNormalizer"] = Texts,
        ["TfIdfVectorizer"] = Texts,
    }.ToFrozenDictionary();

    // A node takes about 20 KB while a file is read; the largest published networks have a few thousand nodes.
    private const int MaxNodes = 20_000;

    /// <summary>Refuses files without outputs, with long output names, too many nodes or sparse tensors.</summary>
    public static void CheckFile(OnnxModelFile file)
    {
        var graph = file.Model.Graph;
        if (graph.Output.Count == 0)
        {
            throw file.Fail("it has no output.");
        }

        if (graph.Output.FirstOrDefault(output => output.Name.Length > NameConverter.MaxLength) is { } named)
        {
            throw file.Fail(
                $"the name of its output '{Shortened.Of(named.Name)}' has {named.Name.Length} characters; at most " +
                $"{NameConverter.MaxLength} can be imported.");
        }

        if (graph.Node.Count > MaxNodes)
        {
            throw file.Fail($"it has {graph.Node.Count} nodes; at most {MaxNodes} can be imported.");
        }

        if (graph.SparseInitializer.Count > 0)
        {
            var names = graph.SparseInitializer.Select(tensor => $"'{Shortened.Of(tensor.Values?.Name ?? "")}'");
            throw file.Fail($"it has sparse weights ({Shortened.List(names, 8, ", ")}): store them as dense tensors.");
        }
    }

    /// <summary>Refuses nodes whose operators cannot be imported, all at once.</summary>
    public static void CheckNodes(OnnxModelFile file, IEnumerable<NodeProto> nodes, OnnxNodeNames names)
    {
        var refusals = nodes
            .Select(node => (Node: node, Reason: ReasonOf(node)))
            .Where(pair => pair.Reason is not null)
            .Select(pair => new OnnxRefusal(names[pair.Node], OperatorOf(pair.Node), pair.Reason!))
            .ToArray();
        if (refusals.Length > 0)
        {
            throw OnnxRefusal.ToException(file.Path, refusals);
        }
    }

    private static string OperatorOf(NodeProto node) =>
        OnnxModelFile.IsStandard(node.Domain) ? node.OpType : $"{node.Domain}.{node.OpType}";

    private static string? ReasonOf(NodeProto node)
    {
        if (Families.TryGetValue(node.OpType, out var reason))
        {
            return reason;
        }

        if (node.OpType.StartsWith("QLinear", StringComparison.Ordinal))
        {
            return Quantised;
        }

        if (!OnnxModelFile.IsStandard(node.Domain))
        {
            return "the operator is not one of the standard's own (domain ai.onnx)";
        }

        if (node.OpType.StartsWith("Sequence", StringComparison.Ordinal))
        {
            return Sequences;
        }

        return node.Attribute.Any(attribute => attribute.G is not null || attribute.Graphs.Count > 0) ? ControlFlow
            : OperatorRules.ByName.ContainsKey(node.OpType) ? null
            : Unknown;
    }
}
