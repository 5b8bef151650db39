namespace Lana.Import.Onnx;

/// <summary>A part of an ONNX file that is to be a layer: everything on the paths between two tensors.</summary>
/// <remarks>Both are maps [N, C, H, W]. The part must have no other input and no other output.</remarks>
/// <param name="Entry">The name of the input tensor in the file.</param>
/// <param name="Exit">The name of the output tensor in the file.</param>
public readonly record struct TensorSpan(string Entry, string Exit)
{
    /// <summary>Creates consecutive layers: from the first tensor to the second, from the second to the third, and so
    /// on.</summary>
    /// <param name="tensors">At least two names.</param>
    /// <returns>One span fewer than there are names.</returns>
    /// <exception cref="ArgumentException">There are fewer than two names.</exception>
    public static IReadOnlyList<TensorSpan> Between(params IReadOnlyList<string> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return tensors.Count < 2
            ? throw new ArgumentException($"A layer is between two tensors; got {tensors.Count}.", nameof(tensors))
            : [.. tensors.Zip(tensors.Skip(1), (entry, exit) => new TensorSpan(entry, exit))];
    }

    /// <inheritdoc/>
    public override string ToString() => $"'{Entry}' to '{Exit}'";
}
