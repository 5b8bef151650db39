using Lana.Onnx.Proto;

namespace Lana.Onnx;

/// <summary>The operators that Lana writes, in the forms of opsets other than 17.</summary>
/// <remarks>Operators.md of onnx.ai lists what each version changed.</remarks>
internal static class OpsetForms
{
    private static readonly FrozenDictionary<string, Change[]> Changes = new Dictionary<string, Change[]>
    {
        ["Clip"] = [new(7, 11, Clip)],
        ["DepthToSpace"] = [new(7, 11, DepthToSpace)],
        ["Erf"] = [new(7, 9, Missing)],
        ["Gemm"] = [new(7, 11, Gemm)],
        ["HardSwish"] = [new(7, 14, HardSwish)],
        ["LayerNormalization"] = [new(7, 17, LayerNormalization)],
        ["Max"] = [new(7, 8, Extreme)],
        ["MaxPool"] = [new(7, 10, MaxPool)],
        ["Min"] = [new(7, 8, Extreme)],
        ["Pad"] = [new(7, 11, Pad)],
        ["ReduceL2"] = [new(18, int.MaxValue, AxesAsInput)],
        ["ReduceMax"] = [new(18, int.MaxValue, AxesAsInput)],
        ["ReduceMean"] = [new(18, int.MaxValue, AxesAsInput)],
        ["ReduceMin"] = [new(18, int.MaxValue, AxesAsInput)],
        ["ReduceSum"] = [new(7, 13, AxesAsAttribute)],
        ["Resize"] = [new(7, 10, Upsample), new(10, 11, OldResize), new(11, 13, ResizeWithRegion)],
        ["Slice"] = [new(7, 10, Slice)],
        ["Unsqueeze"] = [new(7, 13, AxesAsAttribute)],
    }.ToFrozenDictionary();

    private delegate string Form(OnnxGraph graph, OpsetNode node);

    /// <summary>Returns the function that writes a node in an opset; null if it is written as in opset 17.</summary>
    public static Func<OnnxGraph, OpsetNode, string>? Find(string type, int opset) =>
        Changes.TryGetValue(type, out var changes)
        && Array.Find(changes, change => change.First <= opset && opset < change.End) is { } change
            ? (graph, node) => change.Write(graph, node)
            : null;

    private static string Missing(OnnxGraph graph, OpsetNode node) => throw new OpsetException(node.Type, graph.Opset);

    private static string HardSwish(OnnxGraph graph, OpsetNode node)
    {
        var share = graph.AddNode("HardSigmoid", [node.Inputs[0]], ("alpha", 1.0f / 6.0f), ("beta", 0.5f));
        return graph.AddNode("Mul", [node.Inputs[0], share]);
    }

    // (x − mean) / √(variance + ε) · scale + shift
    private static string LayerNormalization(OnnxGraph graph, OpsetNode node)
    {
        var (input, first) = (node.Inputs[0], (long)node.Attributes["axis"]);
        long[] axes = [.. graph.KnownOf(node.Inputs[1]).Dims.Select((_, place) => first + place)];
        string Mean(string value) => graph.AddNode("ReduceMean", [value], ("axes", axes), ("keepdims", 1L));
        var centred = graph.AddNode("Sub", [input, Mean(input)]);
        var variance = Mean(graph.AddNode("Mul", [centred, centred]));
        var added = graph.AddNode("Add", [variance, graph.Number((float)node.Attributes["epsilon"]).Name]);
        var normal = graph.AddNode("Div", [centred, graph.AddNode("Sqrt", [added])]);
        var scaled = graph.AddNode("Mul", [normal, node.Inputs[1]]);
        return node.Has(2) ? graph.AddNode("Add", [scaled, node.Inputs[2]]) : scaled;
    }

    private static string AxesAsInput(OnnxGraph graph, OpsetNode node)
    {
        var axes = (long[])node.Attributes["axes"];
        var list = graph.Constant($"axes_{string.Join('_', axes)}", axes).Name;
        return graph.Write(node.Type, [node.Inputs[0], list], node.Without("axes"));
    }

    private static string AxesAsAttribute(OnnxGraph graph, OpsetNode node) =>
        graph.Write(node.Type, [node.Inputs[0]], node.With(("axes", Integers(graph, node.Inputs[1]))));

    private static string Clip(OnnxGraph graph, OpsetNode node) => graph.Write(
        "Clip",
        [node.Inputs[0]],
        ("min", node.Has(1) ? Number(graph, node.Inputs[1]) : float.MinValue),
        ("max", node.Has(2) ? Number(graph, node.Inputs[2]) : float.MaxValue));

    private static string Pad(OnnxGraph graph, OpsetNode node) => graph.Write(
        "Pad",
        [node.Inputs[0]],
        node.With(("pads", Integers(graph, node.Inputs[1])), ("value", node.Has(2) ? Number(graph, node.Inputs[2]) : 0.0f)));

    // Before opset 10 a slice has no steps: rows and columns are selected by a pool with a 1×1 window, other axes by indices.
    private static string Slice(OnnxGraph graph, OpsetNode node)
    {
        var (starts, ends, axes) = (Integers(graph, node.Inputs[1]), Integers(graph, node.Inputs[2]), Integers(graph, node.Inputs[3]));
        var steps = node.Has(4) ? Integers(graph, node.Inputs[4]) : [];
        if (steps.All(step => step == 1))
        {
            return graph.Write("Slice", [node.Inputs[0]], ("starts", starts), ("ends", ends), ("axes", axes));
        }

        if (axes is [2, 3] && starts is [0, 0] && ends is [int.MaxValue, int.MaxValue])
        {
            return graph.AddNode("MaxPool", [node.Inputs[0]], ("kernel_shape", new[] { 1L, 1 }), ("strides", steps));
        }

        long[] indices = axes.Length == 1 && ends[0] < int.MaxValue
            ? [.. Enumerable.Range(0, (int)((ends[0] - starts[0] - 1) / steps[0]) + 1).Select(place => starts[0] + (place * steps[0]))]
            : throw new OpsetException("Slice with steps", graph.Opset);
        var list = graph.Constant($"every_{steps[0]}_{starts[0]}_{ends[0]}", indices).Name;
        return graph.AddNode("Gather", [node.Inputs[0], list], ("axis", axes[0]));
    }

    private static string MaxPool(OnnxGraph graph, OpsetNode node) =>
        node.Attributes.TryGetValue("dilations", out var dilations) && ((long[])dilations).Any(dilation => dilation != 1)
            ? throw new OpsetException("MaxPool with dilations", graph.Opset)
            : graph.Write("MaxPool", node.Inputs, node.Without("dilations"));

    private static string DepthToSpace(OnnxGraph graph, OpsetNode node) => (string)node.Attributes["mode"] == "DCR"
        ? graph.Write("DepthToSpace", node.Inputs, node.Without("mode"))
        : throw new OpsetException("DepthToSpace of columns and rows first", graph.Opset);

    private static string Gemm(OnnxGraph graph, OpsetNode node) => graph.Write(
        "Gemm",
        node.Has(2) ? node.Inputs : [.. node.Inputs, graph.Numbers(graph.ElementType, 0.0f).Name],
        node.With());

    // Opset 7 requires tensors of the same shape.
    private static string Extreme(OnnxGraph graph, OpsetNode node)
    {
        string LikeBoth(string value, string other) =>
            graph.AddNode("Add", [value, graph.AddNode("Sub", [other, other])]);
        return node.Inputs is [var left, var right]
            ? graph.Write(node.Type, [LikeBoth(left, right), LikeBoth(right, left)])
            : throw new OpsetException($"{node.Type} of {node.Inputs.Length} tensors", graph.Opset);
    }

    private static string ResizeWithRegion(OnnxGraph graph, OpsetNode node) =>
        graph.Write("Resize", [node.Inputs[0], graph.Numbers(ElementTypes.Float32).Name, node.Inputs[2]], node.With());

    private static string OldResize(OnnxGraph graph, OpsetNode node)
    {
        var (scales, mode) = (Floats(graph.KnownOf(node.Inputs[2])), (string)node.Attributes["mode"]);

        // ONNX Runtime rounds down if the map grows, and up if it shrinks.
        var rounding = scales.All(scale => scale >= 1.0f) ? "floor" : scales.All(scale => scale <= 1.0f) ? "ceil" : "none";
        return IsAsymmetric(node) && (mode == "linear" || (mode == "nearest" && (string)node.Attributes["nearest_mode"] == rounding))
            ? graph.Write("Resize", [node.Inputs[0], node.Inputs[2]], ("mode", mode))
            : throw new OpsetException("such a Resize", graph.Opset);
    }

    private static string Upsample(OnnxGraph graph, OpsetNode node)
    {
        var (scales, mode) = (Floats(graph.KnownOf(node.Inputs[2])), (string)node.Attributes["mode"]);
        var isOld = IsAsymmetric(node) && scales.All(scale => scale >= 1.0f)
            && (mode == "linear" || (mode == "nearest" && (string)node.Attributes["nearest_mode"] == "floor"));
        return !isOld ? throw new OpsetException("such a Resize", graph.Opset)
            : graph.Opset == 9 ? graph.Write("Upsample", [node.Inputs[0], node.Inputs[2]], ("mode", mode))
            : graph.Write("Upsample", [node.Inputs[0]], ("mode", mode), ("scales", scales));
    }

    private static bool IsAsymmetric(OpsetNode node) => (string)node.Attributes["coordinate_transformation_mode"] == "asymmetric";

    private static long[] Integers(OnnxGraph graph, string constant) =>
        MemoryMarshal.Cast<byte, long>(graph.KnownOf(constant).RawData.Span).ToArray();

    private static float Number(OnnxGraph graph, string constant) => Floats(graph.KnownOf(constant))[0];

    private static float[] Floats(TensorProto tensor) => tensor.DataType == ElementTypes.Float16
        ? [.. MemoryMarshal.Cast<byte, Half>(tensor.RawData.Span).ToArray().Select(number => (float)number)]
        : MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();

    private sealed record Change(int First, int End, Form Write);
}
