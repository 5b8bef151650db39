using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>Gives every node a unique name that is not empty.</summary>
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

    /// <summary>Reserves a name for a new node or value; if it is taken, a number is added.</summary>
    public string Unique(string name) => _unique.Take(name);
}
