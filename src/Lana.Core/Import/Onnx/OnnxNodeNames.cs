using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>A name for every node that is not empty and that no other node has.</summary>
internal sealed class OnnxNodeNames
{
    private readonly Dictionary<NodeProto, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly UniqueNames _unique = new();

    public OnnxNodeNames(IEnumerable<NodeProto> nodes)
    {
        foreach (var node in nodes)
        {
            var given = node.Name.Length > 0 ? node.Name : $"{node.OpType}_{node.Output.FirstOrDefault("")}";
            _names.Add(node, Unique(given));
        }
    }

    /// <summary>The name of a node of the file.</summary>
    public string this[NodeProto node] => _names[node];

    /// <summary>Takes a name for a new node or value; one that is taken gets a number.</summary>
    public string Unique(string name) => _unique.Take(name);
}
