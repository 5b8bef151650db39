using Lana.Onnx;

namespace Lana.Modules;

/// <summary>One embedding per distance along a line of positions.</summary>
/// <remarks>Trains as [2 L − 1, d]; in the inference form it is expanded for every pair, [L, d, L'].</remarks>
internal sealed class RelativeTable(Weight weight, int length, bool isExpanded)
{
    private readonly Lazy<long[]> _distances = new(() => Distances(length));

    public Weight Weight => weight;

    public int Length => length;

    /// <summary>The embeddings of every pair, [L, d, L'].</summary>
    public Tensor Expanded => isExpanded ? Weight.Value : Gather();

    public static RelativeTable Create(string name, int length, int channels, Initializer initializer) => new(
        Weight.Parameter(name, initializer.Normal(1.0 / Math.Sqrt(channels), (2 * length) - 1, channels)), length, isExpanded: false);

    public RelativeTable Expand()
    {
        using var scope = NewDisposeScope();
        var expanded = Expanded.detach().clone().MoveToOuterDisposeScope();
        return new RelativeTable(Weight.Parameter(Weight.Name, expanded), Length, isExpanded: true);
    }

    public OnnxValue Emit(OnnxGraph graph)
    {
        using var scope = NewDisposeScope();
        return graph.Constant(Weight.Name, Expanded);
    }

    private Tensor Gather()
    {
        using var scope = NewDisposeScope();
        return Weight.Value.index_select(0, tensor(_distances.Value)) // [L · L', d]
            .view(Length, Length, -1)
            .transpose(1, 2)
            .MoveToOuterDisposeScope();
    }

    // The row of the table for each pair of positions.
    private static long[] Distances(int length) =>
        [.. Enumerable.Range(0, length * length).Select(pair => (pair % length) - (pair / length) + length - 1L)];
}
