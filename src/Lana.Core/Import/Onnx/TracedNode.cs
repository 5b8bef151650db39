using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>A node of the file with its input tensors, traced with one batch size: the argument of an operator's
/// rule.</summary>
internal sealed class TracedNode
{
    private const int MaxRank = 32;
    private const long MaxCount = 1L << 62;

    /// <summary>The node in the file.</summary>
    public required NodeProto Proto { get; init; }

    /// <summary>The attributes of the node.</summary>
    public required OnnxAttributes Attributes { get; init; }

    /// <summary>The input tensors; null for an optional one that is absent.</summary>
    public required ImmutableArray<TracedValue?> Inputs { get; init; }

    /// <summary>The version of the operators.</summary>
    public required int Opset { get; init; }

    /// <summary>The batch size that is traced.</summary>
    public required long Batch { get; init; }

    /// <summary>True if the file fixes the batch at 1, so that a size of 1 may mean the batch.</summary>
    public required bool IsBatchFixed { get; init; }

    /// <summary>Decodes tensors of attributes.</summary>
    public required OnnxTensorReader Tensors { get; init; }

    /// <summary>The remaining budget of computations.</summary>
    public required FoldingBudget Budget { get; init; }

    /// <summary>The operator.</summary>
    public string Operator => Proto.OpType;

    /// <summary>The name of the first output.</summary>
    public string OutputName => Proto.Output.FirstOrDefault("");

    /// <summary>Returns true if a tensor has a leading batch axis that the file fixes at 1.</summary>
    public bool HasFixedBatch(TracedValue value) =>
        IsBatchFixed && value.Constant is null && value.Rank > 0 && value.Dims[0] == Batch;

    /// <summary>An optional input; null if it is absent.</summary>
    public TracedValue? Optional(int index) => index < Inputs.Length ? Inputs[index] : null;

    /// <summary>A required input.</summary>
    public TracedValue Input(int index) =>
        Optional(index) ?? throw new InvalidNodeException($"its input {index + 1} is missing");

    /// <summary>A required input with a minimum number of axes.</summary>
    public TracedValue Input(int index, int minRank)
    {
        var value = Input(index);
        return value.Rank >= minRank
            ? value
            : throw new InvalidNodeException($"its input {value.Show()} has fewer than {minRank} axes");
    }

    /// <summary>The integers of an input that must be known; default if it is absent or has no numbers.</summary>
    public ImmutableArray<long> Integers(int index)
    {
        if (Optional(index) is not { } value || value.Count == 0)
        {
            return default;
        }

        return Known(value, index) is { IsFloat: false } constant
            ? [.. constant.Integers]
            : throw new InvalidNodeException($"its input {index + 1} holds no integers");
    }

    /// <summary>The numbers of an input that must be known; null if it is absent or has none.</summary>
    public float[]? Floats(int index) =>
        Optional(index) is { Count: > 0 } value ? Known(value, index).ToFloats() : null;

    /// <summary>Integers that are an attribute in old opsets and an input in new ones; default if they are absent.</summary>
    public ImmutableArray<long> InputOrAttribute(int index, string name) =>
        Optional(index) is not null ? Integers(index)
        : Attributes.Has(name) ? Attributes.Ints(name)
        : default;

    /// <summary>An axis counted from the front.</summary>
    public static int Axis(long axis, int rank) =>
        axis >= -rank && axis < rank
            ? (int)(axis < 0 ? axis + rank : axis)
            : throw new InvalidNodeException($"its axis {axis} is not one of the {rank} that there are");

    /// <summary>Different axes counted from the front, in their given order.</summary>
    public static ImmutableArray<long> Axes(ImmutableArray<long> axes, int rank)
    {
        var result = axes.Select(axis => (long)Axis(axis, rank)).ToImmutableArray();
        return result.Distinct().Count() == result.Length
            ? result
            : throw new InvalidNodeException("it names an axis twice");
    }

    /// <summary>The normal form of a node with one output.</summary>
    public NodeResult Result(
        ImmutableArray<long> dims, ImmutableArray<TracedValue?> inputs, OnnxAttributes? attributes = null) =>
        new(Operator, inputs, attributes ?? OnnxAttributes.Empty, [Output(dims, inputs)]);

    /// <summary>The normal form of a node that changes nothing.</summary>
    public NodeResult Unchanged(TracedValue input) =>
        new(NodeResult.Identity, [input], OnnxAttributes.Empty, [input with { Name = OutputName, Constant = null }]);

    /// <summary>The normal form of a node whose output is known.</summary>
    public NodeResult Known(OnnxConstant constant) =>
        new(Operator, [], OnnxAttributes.Empty, [new TracedValue(constant)]);

    /// <summary>An output with checked sizes; its type is that of the first input.</summary>
    public TracedValue Output(ImmutableArray<long> dims, ImmutableArray<TracedValue?> inputs, int index = 0)
    {
        CheckDims(dims);
        var type = inputs.FirstOrDefault(input => input is not null)?.Type ?? OnnxElementType.Float32;
        return new TracedValue(index < Proto.Output.Count ? Proto.Output[index] : "", type, dims);
    }

    /// <summary>Checks the sizes of a tensor that a node computes.</summary>
    public static void CheckDims(ImmutableArray<long> dims)
    {
        var count = Int128.One;
        foreach (var size in dims)
        {
            count *= Math.Max(1, size);
            if (size < 0 || count > MaxCount || dims.Length > MaxRank)
            {
                throw new InvalidNodeException(
                    $"its output would be [{Shortened.List(dims.Select(each => $"{each}"), 8, ", ")}]");
            }
        }
    }

    private static OnnxConstant Known(TracedValue value, int index) => value.Constant
        ?? throw new InvalidNodeException(
            $"its input {index + 1}, '{Shortened.Of(value.Name)}', depends on the image; only known numbers will do");
}
