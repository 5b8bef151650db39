using Google.Protobuf.Collections;
using Lana.Onnx;
using Lana.Onnx.Proto;

namespace Lana.Export;

/// <summary>A file in which some tensors are computed by new nodes.</summary>
/// <param name="template">The file.</param>
/// <param name="emitted">The new nodes and their weights.</param>
internal sealed class DropInFile(OnnxTemplate template, OnnxGraph emitted)
{
    private const int FirstIrWithoutWeightsAmongInputs = 4;
    private const int OwnIrVersion = 8;

    private readonly GraphProto _original = template.Model.Graph;

    /// <summary>Replaces the nodes of some tensors of the file. Nodes that no output needs any more are left out.</summary>
    public ModelProto With(IReadOnlyList<DropInPart> parts)
    {
        var model = template.Model.Clone();
        Set(model.Graph.Node, NodeSorting.Sort(Kept(Replace(model.Graph.Node, parts))));
        LeaveOutUnused(model.Graph);
        AddWeights(model);
        return model;
    }

    /// <summary>Creates a file of new nodes only, in opset 17, with the inputs, outputs and metadata of another.</summary>
    public static ModelProto Anew(OnnxTemplate template, OnnxGraph emitted, IEnumerable<DropInPart> parts)
    {
        var model = template.Model.Clone();
        var graph = model.Graph;
        Set(graph.Node, [.. parts.SelectMany(part => part.Nodes)]);
        Set(graph.Input, [.. graph.Input.Where(input => input.Name == template.Input)]);
        graph.Initializer.Clear();
        graph.Initializer.AddRange(emitted.Initializers);
        graph.ValueInfo.Clear();
        graph.QuantizationAnnotation.Clear();
        model.IrVersion = Math.Max(model.IrVersion, OwnIrVersion);
        Set(model.OpsetImport, [new OperatorSetIdProto { Domain = "", Version = emitted.Opset }]);
        return model;
    }

    // The nodes that computed a tensor before now compute one that is not used.
    private List<NodeProto> Replace(IEnumerable<NodeProto> nodes, IEnumerable<DropInPart> parts)
    {
        var wanted = parts.ToDictionary(part => part.Tensor, StringComparer.Ordinal);
        var all = new List<NodeProto>();
        foreach (var node in nodes)
        {
            for (var place = 0; place < node.Output.Count; place++)
            {
                if (wanted.TryGetValue(node.Output[place], out var part))
                {
                    all.AddRange(part.Nodes);
                    node.Output[place] = emitted.NewName($"{node.Output[place]}_replaced");
                }
            }

            all.Add(node);
        }

        return all;
    }

    private List<NodeProto> Kept(List<NodeProto> nodes)
    {
        var (before, after) = (new LiveTensors(_original.Node), new LiveTensors(nodes));
        foreach (var output in _original.Output)
        {
            before.Need(output.Name);
            after.Need(output.Name);
        }

        var shapes = new Dictionary<NodeProto, ImmutableArray<NodeProto>>(ReferenceEqualityComparer.Instance);
        while (after.Shapes.TryDequeue(out var node))
        {
            // The shape of a removed tensor is known; it must not keep replaced nodes alive.
            var tensor = node.Input[0];
            if (!after.Has(tensor) && before.Has(tensor) && template.Shapes.TryGetValue(tensor, out var sizes))
            {
                shapes.Add(node, KnownShape.Write(emitted, template.Input, node, sizes));
            }
            else
            {
                after.Need(tensor);
            }
        }

        before.NeedShapes();
        var unneeded = _original.Node.Where(node => !before.IsLive(node)).SelectMany(node => node.Output)
            .ToHashSet(StringComparer.Ordinal);
        return [.. Alive(nodes, after, unneeded).SelectMany(node => shapes.TryGetValue(node, out var known) ? known : [node])];
    }

    // Nodes that no output needed in the original stay as long as their inputs exist.
    private static IEnumerable<NodeProto> Alive(List<NodeProto> nodes, LiveTensors live, HashSet<string> unneeded)
    {
        var gone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            var stays = live.IsLive(node) || (node.Output.Any(unneeded.Contains) && !node.Taken().Any(gone.Contains));
            if (stays)
            {
                yield return node;
            }
            else
            {
                gone.UnionWith(node.Output);
            }
        }
    }

    private void LeaveOutUnused(GraphProto graph)
    {
        var taken = graph.Node.SelectMany(node => node.Taken()).Concat(graph.Output.Select(output => output.Name))
            .ToHashSet(StringComparer.Ordinal);
        var made = graph.Node.SelectMany(node => node.Output).ToHashSet(StringComparer.Ordinal);
        var gone = _original.Node.SelectMany(node => node.Taken()).Where(name => !taken.Contains(name))
            .Concat(_original.Node.SelectMany(node => node.Output).Where(name => !made.Contains(name)))
            .ToHashSet(StringComparer.Ordinal);
        gone.Remove(template.Input);
        Set(graph.Initializer, [.. graph.Initializer.Where(tensor => !gone.Contains(tensor.Name))]);
        Set(graph.Input, [.. graph.Input.Where(input => !gone.Contains(input.Name))]);
        Set(graph.ValueInfo, [.. graph.ValueInfo.Where(value => !gone.Contains(value.Name))]);
        Set(graph.QuantizationAnnotation, [.. graph.QuantizationAnnotation.Where(value => !gone.Contains(value.TensorName))]);
    }

    // Only weights that a node uses: in other opsets some are attributes.
    private void AddWeights(ModelProto model)
    {
        var taken = model.Graph.Node.SelectMany(node => node.Taken()).ToHashSet(StringComparer.Ordinal);
        foreach (var tensor in emitted.Initializers.Where(tensor => taken.Contains(tensor.Name)))
        {
            model.Graph.Initializer.Add(tensor);
            if (model.IrVersion < FirstIrWithoutWeightsAmongInputs)
            {
                model.Graph.Input.Add(OnnxProtos.Describe(tensor));
            }
        }
    }

    private static void Set<T>(RepeatedField<T> field, IReadOnlyList<T> values)
    {
        field.Clear();
        field.AddRange(values);
    }
}
