namespace Lana.Import.Onnx;

/// <summary>Products of matrices.</summary>
internal static class MatrixRules
{
    public static NodeResult Gemm(TracedNode node)
    {
        var (left, right, attributes) = (node.Input(0), node.Input(1), node.Attributes);
        if (left.Rank != 2 || right.Rank != 2)
        {
            throw Mismatch(left, right);
        }

        var (rows, inner) = Sizes(left, attributes.Flag("transA"));
        var (other, columns) = Sizes(right, attributes.Flag("transB"));
        if (inner != other)
        {
            throw Mismatch(left, right);
        }

        ImmutableArray<long> dims = [rows, columns];
        if (node.Optional(2) is { } bias && !Broadcasting.Of(dims, bias.Dims).SequenceEqual(dims))
        {
            throw new InvalidNodeException($"its bias {bias.Show()} does not fit its output [{rows}, {columns}]");
        }

        return node.Result(
            dims,
            [left, right, node.Optional(2)],
            OnnxAttributes.Empty
                .With("alpha", attributes.Float("alpha", 1))
                .With("beta", attributes.Float("beta", 1))
                .With("transA", attributes.Flag("transA") ? 1L : 0)
                .With("transB", attributes.Flag("transB") ? 1L : 0));
    }

    public static NodeResult MatMul(TracedNode node)
    {
        var (left, right) = (node.Input(0, 1), node.Input(1, 1));
        ImmutableArray<long> a = left.Rank == 1 ? [1, .. left.Dims] : left.Dims;
        ImmutableArray<long> b = right.Rank == 1 ? [.. right.Dims, 1] : right.Dims;
        if (a[^1] != b[^2])
        {
            throw Mismatch(left, right);
        }

        var dims = Broadcasting.Of(a[..^2], b[..^2]);
        if (left.Rank > 1)
        {
            dims = dims.Add(a[^2]);
        }

        return node.Result(right.Rank > 1 ? dims.Add(b[^1]) : dims, [left, right]);
    }

    private static (long Rows, long Columns) Sizes(TracedValue matrix, bool isTransposed) =>
        isTransposed ? (matrix.Dims[1], matrix.Dims[0]) : (matrix.Dims[0], matrix.Dims[1]);

    private static InvalidNodeException Mismatch(TracedValue left, TracedValue right) =>
        new($"its matrices {left.Show()} and {right.Show()} do not fit each other");
}
