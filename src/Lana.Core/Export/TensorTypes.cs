using Lana.Onnx;
using Lana.Onnx.Proto;

namespace Lana.Export;

/// <summary>The element type of each tensor of a file, if it is a floating-point tensor.</summary>
internal sealed class TensorTypes
{
    private readonly Dictionary<string, int> _types = new(StringComparer.Ordinal);

    /// <summary>Propagates the types through a graph.</summary>
    public TensorTypes(GraphProto graph)
    {
        foreach (var value in graph.Input.Concat(graph.ValueInfo).Concat(graph.Output).Where(value => value.Type?.TensorType is not null))
        {
            _types.TryAdd(value.Name, value.Type.TensorType.ElemType);
        }

        foreach (var tensor in graph.Initializer)
        {
            _types[tensor.Name] = tensor.DataType;
        }

        foreach (var node in NodeSorting.Sort(graph.Node))
        {
            if (TypeOf(node) is { } type)
            {
                foreach (var output in node.Output)
                {
                    _types.TryAdd(output, type);
                }
            }
        }
    }

    /// <summary>The type of a tensor; float32 if the file does not specify it.</summary>
    public int Of(string tensor) => _types.GetValueOrDefault(tensor, ElementTypes.Float32);

    private int? TypeOf(NodeProto node) => node.OpType switch
    {
        "Cast" => (int?)node.Attribute.FirstOrDefault(attribute => attribute.Name == "to")?.I,
        "Constant" or "ConstantOfShape" => node.Attribute.FirstOrDefault(attribute => attribute.T is not null)?.T.DataType,
        "Shape" or "Size" or "ArgMax" or "ArgMin" or "NonZero" => ElementTypes.Int64,
        "Where" => Known(node, 1),
        _ => Known(node, 0),
    };

    private int? Known(NodeProto node, int input) =>
        input < node.Input.Count && _types.TryGetValue(node.Input[input], out var type) ? type : null;
}
