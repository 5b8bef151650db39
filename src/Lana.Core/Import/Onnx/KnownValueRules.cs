namespace Lana.Import.Onnx;

/// <summary>Operators whose outputs are known as soon as the shapes are known.</summary>
internal static class KnownValueRules
{
    public static NodeResult Constant(TracedNode node)
    {
        var (attributes, name) = (node.Attributes, node.OutputName);
        return node.Known(
            attributes.Tensor("value") is { } tensor ? node.Tensors.Read(tensor, name)
            : attributes.Has("value_float") ? new OnnxConstant(name, [], [attributes.Float("value_float")])
            : attributes.Has("value_floats") ? Of(name, attributes.Floats("value_floats"))
            : attributes.Has("value_int") ? new OnnxConstant(name, [], [attributes.Int("value_int")])
            : attributes.Has("value_ints") ? Of(name, attributes.Ints("value_ints"))
            : throw new InvalidNodeException("its value is missing, sparse or a text"));
    }

    public static NodeResult Identity(TracedNode node) => node.Unchanged(node.Input(0));

    public static NodeResult Shape(TracedNode node)
    {
        var dims = node.Input(0).Dims;
        var start = Bound(node.Attributes.Int("start"), dims.Length);
        var end = Bound(node.Attributes.Int("end", dims.Length), dims.Length);
        return node.Known(Of(node.OutputName, start < end ? dims[start..end] : []));
    }

    public static NodeResult Size(TracedNode node) =>
        node.Known(new OnnxConstant(node.OutputName, [], [node.Input(0).Count]));

    public static NodeResult ConstantOfShape(TracedNode node)
    {
        var dims = node.Optional(0) is { Count: 0 } ? [] : node.Integers(0);
        dims = dims.IsDefault ? throw new InvalidNodeException("its shape is missing") : dims;
        TracedNode.CheckDims(dims);
        var count = dims.Aggregate(1L, (product, size) => product * size);
        node.Budget.Charge(0, count);
        var value = node.Attributes.Tensor("value") is { } tensor ? node.Tensors.Read(tensor, node.OutputName) : null;
        return value is { Count: not 1 } ? throw new InvalidNodeException("its value is not a single number")
            : node.Known(value is null
                ? new OnnxConstant(node.OutputName, dims, new float[count])
                : value.Take(node.OutputName, dims, new int[count]));
    }

    public static NodeResult Range(TracedNode node)
    {
        var parts = Enumerable.Range(0, 3).Select(i => node.Floats(i) is [var number]
            ? (double)number
            : throw new InvalidNodeException("its start, limit or step is not a single number")).ToArray();
        var count = Math.Max(0, Math.Ceiling((parts[1] - parts[0]) / parts[2]));
        if (!(count <= int.MaxValue))
        {
            throw new InvalidNodeException($"it counts from {parts[0]} to {parts[1]} in steps of {parts[2]}");
        }

        node.Budget.Charge(0, (long)count);
        var values = Enumerable.Range(0, (int)count).Select(i => parts[0] + (i * parts[2]));
        return node.Known(node.Input(0).Type.IsFloat()
            ? Of(node.OutputName, [.. values.Select(value => (float)value)])
            : Of(node.OutputName, [.. values.Select(value => (long)value)]));
    }

    private static int Bound(long bound, int rank) => (int)Math.Clamp(bound < 0 ? bound + rank : bound, 0, rank);

    private static OnnxConstant Of(string name, ImmutableArray<long> values) => new(name, [values.Length], [.. values]);

    private static OnnxConstant Of(string name, ImmutableArray<float> values) =>
        new(name, [values.Length], [.. values]);
}
