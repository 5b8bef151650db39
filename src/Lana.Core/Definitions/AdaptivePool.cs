using Lana.Kernels;
using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>Computes means over as many windows as the output has positions: [C, H, W] becomes [C, H', W'].</summary>
/// <param name="Output">H' and W', at least 1.</param>
/// <remarks>PyTorch's <c>AdaptiveAvgPool2d</c>: window i goes from ⌊i · H / H'⌋ to ⌈(i + 1) · H / H'⌉. It is exported
/// as an average pool if the windows are equal, and otherwise as a matrix product for each direction.</remarks>
public sealed record AdaptivePool(SpatialSize Output) : Definition
{
    internal override ModelCost Measure(FeatureShape input)
    {
        if (Output.Min < 1)
        {
            throw new ArgumentException($"An adaptive pool has at least 1 position; got {Output}.");
        }

        var output = input with { Height = Output.Height, Width = Output.Width };
        var cost = ModelCost.Kept(output);
        return HasEqualWindows(input, Output) ? cost : cost with
        {
            Macs = (long)input.Channels * Output.Width * input.Height * (input.Width + Output.Height),
            ShippedBytes = (((long)input.Height * Output.Height) + ((long)input.Width * Output.Width)) * sizeof(float),
        };
    }

    internal override Block Create(FeatureShape input, Initializer initializer) => new AdaptivePoolBlock(Output);

    internal static bool HasEqualWindows(FeatureShape input, SpatialSize output) =>
        input.Height % output.Height == 0 && input.Width % output.Width == 0;
}

internal sealed class AdaptivePoolBlock(SpatialSize output) : StatelessBlock
{
    public override Tensor Run(Tensor input, RunMode mode) =>
        nn.functional.adaptive_avg_pool2d(input, output.ToArray());

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input)
    {
        var (channels, height, width) = (input.Shape.Channels, input.Shape.Height, input.Shape.Width);
        var shape = new FeatureShape(channels, output.Height, output.Width);
        if (AdaptivePool.HasEqualWindows(input.Shape, output))
        {
            long[] window = [height / output.Height, width / output.Width];
            return graph.Add(
                "AveragePool",
                shape,
                [input],
                ("kernel_shape", window),
                ("strides", window),
                ("pads", default(Pads).ToOnnx()));
        }

        using var rows = Windows(height, output.Height); // [H', H]
        using var columns = Windows(width, output.Width);
        using var transposed = columns.t(); // [W, W']
        var narrow = graph.Add(
            "MatMul", shape with { Height = height }, [input, graph.Constant($"columns_{width}_{output.Width}", transposed)]);
        return graph.Add("MatMul", shape, [graph.Constant($"rows_{height}_{output.Height}", rows), narrow]);
    }

    private static Tensor Windows(int size, int outputs)
    {
        var windows = new float[outputs, size];
        for (var place = 0; place < outputs; place++)
        {
            var first = (int)((long)place * size / outputs);
            var end = (int)((((place + 1L) * size) + outputs - 1) / outputs);
            for (var position = first; position < end; position++)
            {
                windows[place, position] = 1.0f / (end - first);
            }
        }

        return tensor(windows);
    }
}
