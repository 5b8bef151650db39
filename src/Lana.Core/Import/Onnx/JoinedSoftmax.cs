namespace Lana.Import.Onnx;

/// <summary>The softmax of opsets before 13, which treats all axes from one on as a single axis, converted to three
/// nodes: a reshape, the softmax of opset 13 and a reshape back.</summary>
internal static class JoinedSoftmax
{
    /// <summary>Returns the node, or the three nodes that replace it.</summary>
    public static ImportedNode[] Expand(ImportedNode node, OnnxNodeNames names)
    {
        if (!node.Attributes.Has(NormalisationRules.JoinedFrom))
        {
            return [node];
        }

        var axis = node.Attributes.Int("axis");
        var output = node.Outputs[0];
        if (axis == 0 || node.Inputs[0].Value is not { } input)
        {
            throw new InvalidNodeException("it is taken over the whole batch");
        }

        var (kept, rest) = (input.Shape.Sizes[..((int)axis - 1)], input.Shape.Sizes[((int)axis - 1)..]);
        var joined = new TensorShape(kept.Add(rest.Aggregate((product, size) => checked(product * size))));
        var flat = new ImportedValue(names.Unique($"{output.Name}:joined"), joined);
        var result = new ImportedValue(names.Unique($"{output.Name}:softmax"), joined);
        return
        [
            Reshape($"{node.Name}:join", input, flat, names),
            node with
            {
                Inputs = [new ImportedInput(flat, null)],
                Outputs = [result],
                Attributes = OnnxAttributes.Empty.With("axis", axis),
            },
            Reshape($"{node.Name}:split", result, output, names),
        ];
    }

    private static ImportedNode Reshape(string name, ImportedValue from, ImportedValue to, OnnxNodeNames names) => new()
    {
        Name = names.Unique(name),
        Operator = "Reshape",
        Inputs = [new ImportedInput(from, null)],
        Outputs = [to],
        Attributes = OnnxAttributes.Empty.With("shape", [.. to.Shape.Sizes.Select(size => (long)size)]),
    };
}
