using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>Replaces calls of functions that a file defines by the nodes of these functions.</summary>
/// <remarks>PyTorch's newer exporter writes modules and some operators as functions.</remarks>
internal sealed class OnnxFunctions
{
    private const int MaxDepth = 16;
    private const int MinBytes = 1 << 14;

    private readonly OnnxModelFile _file;
    private readonly Dictionary<(string Domain, string Name, string Overload), FunctionProto> _functions = [];
    private readonly Stack<(NodeProto Node, int Depth)> _open = [];
    private long _bytes;
    private int _calls;

    private OnnxFunctions(OnnxModelFile file) => (_file, _bytes) = (file, MinBytes + (file.SizeBytes / 2));

    /// <summary>Inlines every call; the model has no functions afterwards.</summary>
    /// <exception cref="OnnxImportException">A function calls itself, is for another opset, or the calls become too large.
    /// </exception>
    public static void Inline(OnnxModelFile file)
    {
        if (file.Model.Functions.Count > 0)
        {
            new OnnxFunctions(file).Run();
        }
    }

    private void Run()
    {
        var (model, graph) = (_file.Model, _file.Model.Graph);
        foreach (var function in model.Functions)
        {
            if (!_functions.TryAdd((function.Domain, function.Name, function.Overload), function))
            {
                throw _file.Fail($"it defines the function '{Shortened.Of(function.Name)}' twice. The file is damaged.");
            }
        }

        var nodes = new List<NodeProto>();
        Push(graph.Node, 0);
        while (_open.TryPop(out var next))
        {
            if (_functions.TryGetValue((next.Node.Domain, next.Node.OpType, next.Node.Overload), out var function))
            {
                Push(Expand(next.Node, function, next.Depth + 1), next.Depth + 1);
            }
            else
            {
                nodes.Add(next.Node);
            }
        }

        graph.Node.Clear();
        graph.Node.Add(nodes);
        model.Functions.Clear();
    }

    private void Push(IReadOnlyList<NodeProto> nodes, int depth)
    {
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            _open.Push((nodes[i], depth));
        }
    }

    private List<NodeProto> Expand(NodeProto call, FunctionProto function, int depth)
    {
        var opset = function.OpsetImport.FirstOrDefault(opset => OnnxModelFile.IsStandard(opset.Domain));
        if (depth > MaxDepth || (opset is not null && opset.Version != _file.Opset))
        {
            throw _file.Fail(
                $"its function '{Shortened.Of(function.Name)}' "
                + (depth > MaxDepth
                    ? $"calls others more than {MaxDepth} deep, or itself: inline them, for example with onnx.inliner."
                    : $"is for opset {opset!.Version} and the model for {_file.Opset}: export the model again."));
        }

        var prefix = $"{(call.Name.Length > 0 ? Shortened.Of(call.Name) : call.OpType)}.{++_calls}";
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < function.Input.Count; i++)
        {
            names[function.Input[i]] = i < call.Input.Count ? call.Input[i] : "";
        }

        List<NodeProto> handedOn = [.. Enumerable.Range(0, Math.Min(call.Output.Count, function.Output.Count))
            .Where(i => call.Output[i].Length > 0 && !names.TryAdd(function.Output[i], call.Output[i]))
            .Select(i => new NodeProto
            {
                Name = $"{prefix}/output_{i}",
                OpType = NodeResult.Identity,
                Input = { names[function.Output[i]] },
                Output = { call.Output[i] },
            })];
        return [.. function.Node.Select(node => Copy(node, call, function, prefix, names)), .. handedOn];
    }

    private NodeProto Copy(
        NodeProto node, NodeProto call, FunctionProto function, string prefix, Dictionary<string, string> names)
    {
        _bytes -= node.CalculateSize() + ((1L + node.Input.Count + node.Output.Count) * prefix.Length);
        if (_bytes < 0)
        {
            throw _file.Fail("its functions written out are larger than the file: inline them, for example with onnx.inliner.");
        }

        var copy = node.Clone();
        copy.Name = $"{prefix}/{(node.Name.Length > 0 ? node.Name : node.OpType)}";
        Rename(copy.Input);
        Rename(copy.Output);
        copy.Attribute.Clear();
        copy.Attribute.Add(node.Attribute.Select(attribute => Resolve(attribute, call, function)).OfType<AttributeProto>());
        return copy;

        void Rename(IList<string> values)
        {
            for (var i = 0; i < values.Count; i++)
            {
                values[i] = values[i].Length == 0 ? ""
                    : names.TryGetValue(values[i], out var known) ? known
                    : names[values[i]] = $"{prefix}/{values[i]}";
            }
        }
    }

    // A reference to an attribute of the function has the value of the call, or the function's default; otherwise it is
    // absent.
    private static AttributeProto? Resolve(AttributeProto attribute, NodeProto call, FunctionProto function)
    {
        if (attribute.RefAttrName.Length == 0)
        {
            return attribute.Clone();
        }

        bool IsMeant(AttributeProto given) => given.Name == attribute.RefAttrName;
        var value = (call.Attribute.FirstOrDefault(IsMeant) ?? function.AttributeProto.FirstOrDefault(IsMeant))?.Clone();
        if (value is not null)
        {
            value.Name = attribute.Name;
        }

        return value;
    }
}
