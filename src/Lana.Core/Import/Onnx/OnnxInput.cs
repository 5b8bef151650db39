using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>The one input of a file: a batch of images.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Sizes">The sizes after the batch, in the file's own order.</param>
/// <param name="IsBatchFixed">True if the file fixes the batch at 1.</param>
/// <param name="IsChannelsLast">True if the order is [N, H, W, C].</param>
internal sealed record OnnxInput(string Name, ImmutableArray<long> Sizes, bool IsBatchFixed, bool IsChannelsLast)
{
    /// <summary>Reads and checks the input that the file declares.</summary>
    /// <param name="file">The file.</param>
    /// <param name="size">Height and width, if the file leaves them open.</param>
    public static OnnxInput Of(OnnxModelFile file, SpatialSize? size)
    {
        var graph = file.Model.Graph;
        var initializers = graph.Initializer.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        var inputs = graph.Input.Where(input => !initializers.Contains(input.Name)).ToArray();
        if (inputs.Length != 1)
        {
            var names = inputs.Select(input => $"'{Shortened.Of(input.Name)}' {OnnxTypeText.Of(input.Type)}");
            throw file.Fail(
                inputs.Length == 0
                    ? "it has no input; a network that takes one batch of images is needed."
                    : $"it has {inputs.Length} inputs: {Shortened.List(names, 8, ", ")}; a network that takes one batch "
                        + "of images is needed. Store the others as constants.");
        }

        return new Declaration(file, inputs[0]).Read(size);
    }

    private sealed class Declaration(OnnxModelFile file, ValueInfoProto value)
    {
        private const long MaxCount = int.MaxValue;
        private readonly string _name = Shortened.Of(value.Name);

        public OnnxInput Read(SpatialSize? size)
        {
            if (value.Type?.TensorType is not { } tensor
                || (OnnxElementType)tensor.ElemType is not (OnnxElementType.Float32 or OnnxElementType.Float16))
            {
                throw Fail("float32 or float16 is needed: export the model with floating-point images");
            }

            if (tensor.Shape is not { Dim.Count: 4 })
            {
                throw Fail("a batch of images has 4 axes, [N, C, H, W] or [N, H, W, C]");
            }

            var dims = tensor.Shape.Dim.Select(SizeOf).ToArray();
            var isChannelsLast = IsChannelsLast(dims);
            var channels = dims[isChannelsLast ? 3 : 1]
                ?? throw Fail("the number of channels is open: export the model with a fixed one");
            var height = Spatial(dims[isChannelsLast ? 1 : 2], size?.Height, "height");
            var width = Spatial(dims[isChannelsLast ? 2 : 3], size?.Width, "width");
            return (Int128)channels * height * width > MaxCount
                ? throw Fail("such images are too large")
                : new OnnxInput(
                    value.Name,
                    isChannelsLast ? [height, width, channels] : [channels, height, width],
                    IsBatchFixed(dims[0]),
                    isChannelsLast);
        }

        private long? SizeOf(TensorShapeProto.Types.Dimension dim) =>
            dim.ValueCase != TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue ? null
            : dim.DimValue is >= 1 and <= int.MaxValue ? dim.DimValue
            : throw Fail($"the size {dim.DimValue} is not that of an image; the file is damaged");

        private bool IsBatchFixed(long? batch) => batch is null or 1
            ? batch is 1
            : throw Fail($"the batch is fixed at {batch}: export the model with a free batch, or with 1");

        // Images have 1, 3 or 4 channels; if both or neither axis fits, the standard's order applies.
        private static bool IsChannelsLast(long?[] dims) =>
            dims[1] is not (1 or 3 or 4) && (dims[3] is 1 or 3 or 4 || dims is [_, null, null, not null]);

        private long Spatial(long? declared, int? wanted, string direction) =>
            declared is null
                ? wanted ?? throw Fail($"the {direction} is open: give the size of the images")
                : wanted is null || wanted == declared ? declared.Value
                : throw Fail($"the {direction} is fixed at {declared}; the images cannot be {wanted}");

        private OnnxImportException Fail(string reason) =>
            file.Fail($"its input '{_name}' is {OnnxTypeText.Of(value.Type)}; {reason}.");
    }
}
