namespace Lana.Import.Onnx;

/// <summary>Normalisations and softmax.</summary>
internal static class NormalisationRules
{
    /// <summary>The attribute for the axis from which an old softmax treats all axes as one.</summary>
    public const string JoinedFrom = "joined_from";

    public static NodeResult Batch(TracedNode node)
    {
        var input = node.Input(0, 2);
        if (node.Attributes.Flag("training_mode") || node.Proto.Output.Skip(1).Any(name => name.Length > 0))
        {
            // Weight standardisation is exported as the norm of a constant over its own numbers.
            return input.Constant is { } weight ? node.Known(Standardised(node, weight)) : throw new InvalidNodeException("it was exported for training; export the model in evaluation mode");
        }

        if (node.Attributes.Int("spatial", 1) == 0 && input.Rank > 2)
        {
            throw new InvalidNodeException("it has numbers of its own for every position (spatial = 0)");
        }

        return node.Result(input.Dims, [input, .. PerChannel(node, input.Dims[1], 1, 2, 3, 4)], Epsilon(node));
    }

    public static NodeResult Instance(TracedNode node)
    {
        var input = node.Input(0, 3);
        return node.Result(input.Dims, [input, .. PerChannel(node, input.Dims[1], 1, 2)], Epsilon(node));
    }

    public static NodeResult Layer(TracedNode node)
    {
        var input = node.Input(0, 1);
        var axis = TracedNode.Axis(node.Attributes.Int("axis", -1), input.Rank);
        var (scale, bias) = (node.Input(1), node.Optional(2));
        foreach (var weight in new[] { scale, bias ?? scale })
        {
            if (!Broadcasting.Of(input.Dims, weight.Dims).SequenceEqual(input.Dims))
            {
                throw new InvalidNodeException($"its weight {weight.Show()} does not fit its input {input.Show()}");
            }
        }

        return node.Result(input.Dims, [input, scale, bias], Epsilon(node).With("axis", (long)axis));
    }

    /// <summary>Gives scale and bias a number for every channel; before opset 21 they may have one for every group,
    /// which is repeated.</summary>
    public static NodeResult Group(TracedNode node)
    {
        var input = node.Input(0, 3);
        var (groups, channels) = (node.Attributes.Int("num_groups"), input.Dims[1]);
        if (groups < 1 || channels % groups != 0)
        {
            throw new InvalidNodeException($"it has {groups} groups for {channels} channels");
        }

        var weights = node.Opset < 21
            ? PerChannel(node, groups, 1, 2).Select(weight => Repeat(weight, channels / groups))
            : PerChannel(node, channels, 1, 2);
        return node.Result(input.Dims, [input, .. weights], Epsilon(node).With("num_groups", groups));
    }

    /// <summary>Before opset 13, all axes from the given one on are treated as one; <see cref="JoinedFrom"/> records
    /// this if it makes a difference.</summary>
    public static NodeResult Softmax(TracedNode node)
    {
        var input = node.Input(0, 1);
        var isOld = node.Opset < 13;
        var axis = TracedNode.Axis(node.Attributes.Int("axis", isOld ? 1 : -1), input.Rank);
        var attributes = OnnxAttributes.Empty.With("axis", (long)axis);
        var isJoined = isOld && input.Dims[(axis + 1)..].Any(size => size != 1);
        return node.Result(input.Dims, [input], isJoined ? attributes.With(JoinedFrom, (long)axis) : attributes);
    }

    public static NodeResult Dropout(TracedNode node) =>
        node.Optional(2) is { Constant: null } || node.Floats(2) is [not 0, ..]
            ? throw new InvalidNodeException("it was exported for training; export the model in evaluation mode")
            : node.Unchanged(node.Input(0));

    /// <summary>Divides every number by a power of the mean square of its neighbours in other channels.</summary>
    public static NodeResult AcrossChannels(TracedNode node) =>
        node.Attributes.Int("size") is >= 1 and <= int.MaxValue and var size
            ? node.Result(
                node.Input(0, 2).Dims,
                [node.Input(0)],
                OnnxAttributes.Empty
                    .With("size", size)
                    .With("alpha", node.Attributes.Float("alpha", 1e-4f))
                    .With("beta", node.Attributes.Float("beta", 0.75f))
                    .With("bias", node.Attributes.Float("bias", 1)))
            : throw new InvalidNodeException("its size is below 1 or not given");

    private static OnnxConstant Standardised(TracedNode node, OnnxConstant weight)
    {
        var (channels, inner) = ((int)weight.Dims[1], (int)weight.Dims[2..].Aggregate(1L, (product, size) => product * size));
        var (scale, bias) = (node.Floats(1) ?? [], node.Floats(2) ?? []);
        if (!weight.IsFloat || scale.Length != channels || bias.Length != channels)
        {
            throw new InvalidNodeException($"its scale and bias have {scale.Length} and {bias.Length} numbers for {channels} channels");
        }

        node.Budget.Charge(3 * weight.Count, weight.Count);
        var (numbers, result) = (weight.Floats, new float[weight.Count]);
        var places = Enumerable.Range(0, weight.Count).GroupBy(place => place / inner % channels);
        foreach (var channel in places)
        {
            var mean = channel.Average(place => (double)numbers[place]);
            var variance = channel.Average(place => Math.Pow(numbers[place] - mean, 2.0));
            var factor = scale[channel.Key] / Math.Sqrt(variance + node.Attributes.Float("epsilon", 1e-5f));
            foreach (var place in channel)
            {
                result[place] = (float)(((numbers[place] - mean) * factor) + bias[channel.Key]);
            }
        }

        return new OnnxConstant(node.OutputName, weight.Dims, result);
    }

    private static OnnxAttributes Epsilon(TracedNode node) =>
        OnnxAttributes.Empty.With("epsilon", node.Attributes.Float("epsilon", 1e-5f));

    private static TracedValue[] PerChannel(TracedNode node, long channels, params ReadOnlySpan<int> inputs)
    {
        var weights = new TracedValue[inputs.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var weight = node.Input(inputs[i]);
            weights[i] = weight.Dims.SequenceEqual([channels])
                ? weight
                : throw new InvalidNodeException($"its input {inputs[i] + 1} is {weight.Show()}, not [{channels}]");
        }

        return weights;
    }

    private static TracedValue Repeat(TracedValue weight, long times)
    {
        if (weight.Constant is not { } constant)
        {
            throw new InvalidNodeException("its scale and bias are not known numbers");
        }

        var positions = Enumerable.Range(0, checked((int)(constant.Count * times))).Select(i => (int)(i / times));
        return new TracedValue(constant.Take(constant.Name, [constant.Count * times], [.. positions]));
    }
}
