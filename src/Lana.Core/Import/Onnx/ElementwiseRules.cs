namespace Lana.Import.Onnx;

/// <summary>Operators that treat every number by itself.</summary>
internal static class ElementwiseRules
{
    /// <summary>A function of one tensor without attributes.</summary>
    public static NodeResult Unary(TracedNode node) => node.Result(node.Input(0).Dims, [node.Input(0)]);

    /// <summary>A function of one tensor with numbers as parameters.</summary>
    public static Func<TracedNode, NodeResult> UnaryWith(params (string Name, float Default)[] numbers) => node =>
        node.Result(
            node.Input(0).Dims,
            [node.Input(0)],
            numbers.Aggregate(
                OnnxAttributes.Empty,
                (attributes, number) =>
                    attributes.With(number.Name, node.Attributes.Float(number.Name, number.Default))));

    /// <summary>A function of two tensors that broadcast.</summary>
    public static NodeResult Broadcast(TracedNode node) => BroadcastOf(node, 2);

    /// <summary>A function of any number of tensors that broadcast.</summary>
    public static NodeResult BroadcastAny(TracedNode node)
    {
        var inputs = Enumerable.Range(0, Math.Max(1, node.Inputs.Length)).Select(i => node.Input(i)).ToArray();
        return node.Result(Broadcasting.Of(inputs.Select(input => input.Dims)), [.. inputs]);
    }

    /// <summary>A comparison or logical function of tensors that broadcast.</summary>
    public static NodeResult Compare(TracedNode node)
    {
        var result = Broadcast(node);
        return result with { Outputs = [result.Outputs[0] with { Type = OnnxElementType.Bool }] };
    }

    public static NodeResult Where(TracedNode node)
    {
        var result = BroadcastOf(node, 3);
        return result with { Outputs = [result.Outputs[0] with { Type = node.Input(1).Type }] };
    }

    public static NodeResult Mod(TracedNode node)
    {
        var result = Broadcast(node);
        return result with { Attributes = OnnxAttributes.Empty.With("fmod", node.Attributes.Int("fmod")) };
    }

    public static NodeResult PRelu(TracedNode node)
    {
        var (input, slope) = (node.Input(0), node.Input(1));
        return Broadcasting.Of(input.Dims, slope.Dims).SequenceEqual(input.Dims)
            ? node.Result(input.Dims, [input, slope])
            : throw new InvalidNodeException($"its slope {slope.Show()} does not fit its input {input.Show()}");
    }

    /// <summary>Bounds as attributes; a bound that is absent has no attribute.</summary>
    public static NodeResult Clip(TracedNode node)
    {
        var attributes = OnnxAttributes.Empty;
        foreach (var (index, name) in new[] { (1, "min"), (2, "max") })
        {
            if (node.Floats(index) is { } bound)
            {
                attributes = attributes.With(name, bound[0]);
            }
            else if (node.Attributes.Has(name))
            {
                attributes = attributes.With(name, node.Attributes.Float(name));
            }
        }

        return node.Result(node.Input(0).Dims, [node.Input(0)], attributes);
    }

    public static NodeResult Gelu(TracedNode node) => node.Result(
        node.Input(0).Dims,
        [node.Input(0)],
        OnnxAttributes.Empty.With("approximate", node.Attributes.Text("approximate", "none")));

    /// <summary>Conversions between floating-point types change nothing: all are computed as float32.</summary>
    public static NodeResult Cast(TracedNode node) => Cast(node, (OnnxElementType)node.Attributes.Int("to"));

    /// <summary>A conversion to the type of another tensor.</summary>
    public static NodeResult CastLike(TracedNode node)
    {
        var result = Cast(node, node.Input(1).Type);
        return result.Operator == NodeResult.Identity ? result : result with { Operator = "Cast" };
    }

    private static NodeResult Cast(TracedNode node, OnnxElementType type)
    {
        var input = node.Input(0);
        if (!type.IsFloat() && !type.IsInteger())
        {
            throw new InvalidNodeException($"it converts to a type that is {type.Describe()}");
        }

        if (type.IsFloat() && input.Type.IsFloat())
        {
            return node.Unchanged(input);
        }

        type = type.IsFloat() ? OnnxElementType.Float32 : type;
        var result = node.Result(input.Dims, [input], OnnxAttributes.Empty.With("to", (long)type));
        return result with { Outputs = [result.Outputs[0] with { Type = type }] };
    }

    private static NodeResult BroadcastOf(TracedNode node, int count) => node.Inputs.Length == count
        ? BroadcastAny(node)
        : throw new InvalidNodeException($"it has {node.Inputs.Length} inputs instead of {count}");
}
