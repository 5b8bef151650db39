using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>Converts operators that move a window over feature maps, or change their size.</summary>
internal static class WindowConversions
{
    public static string Conv(NodeConversion node)
    {
        RequireMap(node);
        var weight = node.Constant(1);
        var window = ImportedWindow.Of(node);
        return node.Define(name =>
        {
            node.Keep($"{name}.weight", weight.ToFloats());
            if (node.Has(2))
            {
                node.Keep($"{name}.bias", node.Constant(2).ToFloats());
            }

            return new Conv(name, (int)weight.Dims[0], window.Kernel)
            {
                Stride = window.Stride,
                Dilation = window.Dilation,
                Groups = (int)node.Attributes.Int("group", 1),
                Padding = window.Padding,
                Bias = node.Has(2),
            };
        });
    }

    public static string ConvTranspose(NodeConversion node)
    {
        RequireMap(node);
        var window = ImportedWindow.Of(node);
        var outputPadding = ImportedWindow.SizeAt(node.Attributes.Ints("output_padding"), 0);
        return node.Apply(name => new ConvTranspose(node.Weight($"{name}.weight", 1))
        {
            Bias = node.Has(2) ? node.Weight($"{name}.bias", 2) : null,
            Stride = window.Stride,
            Dilation = window.Dilation,
            PaddingBefore = window.Before,
            PaddingAfter = window.After,
            OutputPadding = outputPadding,
            Groups = (int)node.Attributes.Int("group", 1),
        });
    }

    public static string Pool(NodeConversion node, PoolFunction function)
    {
        RequireMap(node);
        var window = ImportedWindow.Of(node);
        var counts = node.Attributes.Flag("count_include_pad");
        var isPlain = !node.Attributes.Flag("ceil_mode")
            && Math.Max(window.Before.Height, window.After.Height) < window.Kernel.Height
            && Math.Max(window.Before.Width, window.After.Width) < window.Kernel.Width
            && (function == PoolFunction.Max || window.Dilation == 1);
        return isPlain
            ? node.Define(_ => new Definitions.Pool(function, window.Kernel)
            {
                Stride = window.Stride,
                Dilation = window.Dilation,
                Padding = window.Padding,
                CountsPadding = counts,
            })
            : node.Apply(new WindowPool(function, window.Kernel)
            {
                Stride = window.Stride,
                Dilation = window.Dilation,
                PaddingBefore = window.Before,
                PaddingAfter = window.After,
                CeilMode = node.Attributes.Flag("ceil_mode"),
                CountsPadding = counts,
            });
    }

    public static string GlobalAveragePool(NodeConversion node) => node.Shape.IsFeature
        ? node.Define(_ => new GlobalPool())
        : Positions(node, ReduceFunction.Mean);

    public static string GlobalMaxPool(NodeConversion node) => Positions(node, ReduceFunction.Max);

    public static string Resize(NodeConversion node)
    {
        RequireMap(node);
        var (sizes, scales) = (node.Attributes.Ints("sizes"), node.Attributes.Floats("scales"));
        if (sizes[0] != node.Shape.Sizes[0] || node.Attributes.Flag("antialias") || node.Attributes.Flag("exclude_outside"))
        {
            throw new InvalidNodeException("it changes channels, or uses antialias or exclude_outside");
        }

        return node.Apply(new Resize(new SpatialSize((int)sizes[1], (int)sizes[2]))
        {
            Mode = Known<ResizeMode>("mode", node),
            Coordinates = Known<CoordinateMode>("coordinate_transformation_mode", node),
            Rounding = Known<NearestRounding>("nearest_mode", node),
            HeightScale = scales[1],
            WidthScale = scales[2],
        });
    }

    public static string Pad(NodeConversion node)
    {
        var pads = node.Attributes.Ints("pads");
        var rank = pads.Length / 2;
        if (pads[0] != 0 || pads[rank] != 0)
        {
            throw new InvalidNodeException("it pads the batch");
        }

        return node.Apply(new PadAxes(Numbers(pads[1..rank]), Numbers(pads[(rank + 1)..]))
        {
            Mode = Known<PadMode>("mode", node),
            Value = node.Attributes.Float("value"),
        });
    }

    private static string Positions(NodeConversion node, ReduceFunction function) =>
        node.Apply(new Reduce(function, [.. Enumerable.Range(1, node.Shape.Rank - 1)]) { KeepsAxes = true });

    private static ImmutableArray<int> Numbers(ImmutableArray<long> numbers) => [.. numbers.Select(number => checked((int)number))];

    private static void RequireMap(NodeConversion node)
    {
        if (!node.Shape.IsFeature)
        {
            throw new InvalidNodeException($"it works on {node.Shape}, and only maps [C, H, W] can be trained");
        }
    }

    private static T Known<T>(string attribute, NodeConversion node)
        where T : struct, Enum
    {
        var text = node.Attributes.Text(attribute);
        return Enum.TryParse<T>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw new InvalidNodeException($"its {attribute} is '{Shortened.Of(text)}'");
    }
}
