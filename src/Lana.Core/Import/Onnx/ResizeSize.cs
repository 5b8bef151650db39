namespace Lana.Import.Onnx;

/// <summary>The output sizes and scales of a <c>Resize</c>.</summary>
/// <param name="Dims">The sizes of the output, including the batch.</param>
/// <param name="Scales">The factor of every axis; the file's own if it specifies scales.</param>
internal readonly record struct ResizeSize(ImmutableArray<long> Dims, ImmutableArray<float> Scales)
{
    /// <summary>Resolves scales or sizes.</summary>
    public static ResizeSize Of(TracedNode node, TracedValue input, bool isOld)
    {
        var stated = isOld
            ? node.Floats(1) ?? [.. node.Attributes.Floats("scales")]
            : node.Floats(2) ?? [];
        var sizes = isOld ? default : node.Integers(3);
        var all = Enumerable.Range(0, input.Rank).Select(axis => (long)axis).ToImmutableArray();
        var axes = TracedNode.Axes(node.Attributes.Ints("axes", all), input.Rank);
        var count = sizes.IsDefault ? stated.Length : sizes.Length;
        if (count != axes.Length)
        {
            throw new InvalidNodeException($"it states {count} sizes for {axes.Length} axes of {input.Show()}");
        }

        return sizes.IsDefault ? FromScales(input, axes, stated) : FromSizes(node, input, axes, sizes);
    }

    private static ResizeSize FromScales(TracedValue input, ImmutableArray<long> axes, float[] stated)
    {
        var scales = Enumerable.Repeat(1f, input.Rank).ToArray();
        for (var i = 0; i < stated.Length; i++)
        {
            scales[axes[i]] = stated[i] is > 0 and < 1 << 20
                ? stated[i]
                : throw new InvalidNodeException($"its scale is {stated[i]}");
        }

        return new ResizeSize(
            [.. input.Dims.Zip(scales, (size, scale) => (long)MathF.Floor(size * scale))], [.. scales]);
    }

    private static ResizeSize FromSizes(
        TracedNode node, TracedValue input, ImmutableArray<long> axes, ImmutableArray<long> sizes)
    {
        var dims = input.Dims.ToArray();
        for (var i = 0; i < sizes.Length; i++)
        {
            var isBatch = axes[i] == 0 && sizes[i] == 1 && node.HasFixedBatch(input);
            dims[axes[i]] = isBatch ? node.Batch : sizes[i];
        }

        if (input.Dims.Contains(0) || dims.Any(size => size < 1))
        {
            throw new InvalidNodeException($"its sizes are [{string.Join(", ", sizes)}]");
        }

        var scales = dims.Zip(input.Dims, (to, from) => (float)to / from).ToArray();
        return KeepAspect(node, input, axes, dims, scales);
    }

    private static ResizeSize KeepAspect(
        TracedNode node, TracedValue input, ImmutableArray<long> axes, long[] dims, float[] scales)
    {
        var policy = node.Attributes.Text("keep_aspect_ratio_policy", "stretch");
        if (policy == "stretch")
        {
            return new ResizeSize([.. dims], [.. scales]);
        }

        var resized = axes.Select(axis => scales[axis]);
        var scale = policy switch
        {
            "not_larger" => resized.Min(),
            "not_smaller" => resized.Max(),
            _ => throw new InvalidNodeException($"its keep_aspect_ratio_policy is '{Shortened.Of(policy)}'"),
        };
        foreach (var axis in axes)
        {
            scales[axis] = scale;
            dims[axis] = (long)MathF.Floor((input.Dims[(int)axis] * scale) + 0.5f);
        }

        return new ResizeSize([.. dims], [.. scales]);
    }
}
