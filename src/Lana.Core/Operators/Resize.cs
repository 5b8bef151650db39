using Lana.Onnx;

namespace Lana.Operators;

/// <summary>Resizes a feature [C, H, W] to [C, H', W'].</summary>
/// <param name="Size">H' and W', at least 1.</param>
public sealed record Resize(SpatialSize Size) : TensorOperator
{
    /// <summary>The interpolation of values between positions.</summary>
    /// <value><see cref="ResizeMode.Nearest"/> by default.</value>
    public ResizeMode Mode { get; init; }

    /// <summary>The input position that belongs to an output position.</summary>
    /// <value><see cref="CoordinateMode.HalfPixel"/> by default.</value>
    public CoordinateMode Coordinates { get; init; }

    /// <summary>The rounding of <see cref="ResizeMode.Nearest"/>.</summary>
    /// <value><see cref="NearestRounding.RoundPreferFloor"/> by default.</value>
    public NearestRounding Rounding { get; init; }

    /// <summary>The factor between the rows of the output and of the input, with which H' is ⌊factor · H⌋.</summary>
    /// <value><see langword="null"/> by default: H' / H.</value>
    /// <exception cref="ArgumentException">The value is not finite.</exception>
    public double? HeightScale { get; init => field = OperatorGuard.Finite(value, nameof(HeightScale)); }

    /// <summary>The factor between the columns of the output and of the input, with which W' is ⌊factor · W⌋.</summary>
    /// <value><see langword="null"/> by default: W' / W.</value>
    /// <exception cref="ArgumentException">The value is not finite.</exception>
    public double? WidthScale { get; init => field = OperatorGuard.Finite(value, nameof(WidthScale)); }

    // torch has no separate scales, and supports no other coordinates.
    private bool IsTorchMode => HeightScale is null && WidthScale is null && Mode != ResizeMode.Nearest && Coordinates switch
    {
        CoordinateMode.HalfPixel or CoordinateMode.AlignCorners => true,
        CoordinateMode.PytorchHalfPixel => Size.Min > 1,
        _ => false,
    };

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var input = OperatorGuard.Feature("A resize", inputs);
        if (Size.Min < 1)
        {
            throw new ArgumentException($"A resize to {Size} leaves nothing of {input}.", nameof(inputs));
        }

        AxesOf(input.Height, input.Width);
        return new FeatureShape(input.Channels, Size.Height, Size.Width);
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights)
    {
        var input = inputs[0];
        if (IsTorchMode)
        {
            return nn.functional.interpolate(
                input,
                Size.ToArray(),
                mode: Mode == ResizeMode.Linear ? InterpolationMode.Bilinear : InterpolationMode.Bicubic,
                align_corners: Coordinates == CoordinateMode.AlignCorners);
        }

        var (rows, columns) = AxesOf((int)input.shape[2], (int)input.shape[3]);
        return Mode == ResizeMode.Nearest ? Pick(input, rows, columns) : Interpolate(input, rows, columns);
    }

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights)
    {
        var feature = shapes[0].ToFeature();
        var (rows, columns) = AxesOf(feature.Height, feature.Width);
        var scales = graph.Numbers(ElementTypes.Float32, 1.0f, 1.0f, rows.Scale, columns.Scale).Name;
        var coordinates = JsonNamingPolicy.SnakeCaseLower.ConvertName($"{Coordinates}");
        var rounding = JsonNamingPolicy.SnakeCaseLower.ConvertName($"{Rounding}");
        return graph.AddNode(
            "Resize",
            [inputs[0], "", scales],
            ("mode", Mode switch { ResizeMode.Nearest => "nearest", ResizeMode.Linear => "linear", _ => "cubic" }),
            ("coordinate_transformation_mode", coordinates),
            ("nearest_mode", rounding));
    }

    private (ResizeAxis Rows, ResizeAxis Columns) AxesOf(int height, int width) =>
        (ResizeAxis.Of(height, Size.Height, HeightScale), ResizeAxis.Of(width, Size.Width, WidthScale));

    private Tensor Pick(Tensor input, ResizeAxis rows, ResizeAxis columns)
    {
        var (y, x) = (rows.Nearest(Coordinates, Rounding), columns.Nearest(Coordinates, Rounding));
        if (rows.IsTorchNearest(y) && columns.IsTorchNearest(x))
        {
            return nn.functional.interpolate(input, Size.ToArray(), mode: InterpolationMode.Nearest);
        }

        using var scope = NewDisposeScope();
        var picked = input.index_select(2, tensor(y, device: input.device));
        return picked.index_select(3, tensor(x, device: input.device)).MoveToOuterDisposeScope();
    }

    private Tensor Interpolate(Tensor input, ResizeAxis rows, ResizeAxis columns)
    {
        using var scope = NewDisposeScope();
        return Interpolate(Interpolate(input, 2, rows), 3, columns).MoveToOuterDisposeScope();
    }

    private Tensor Interpolate(Tensor input, int axis, ResizeAxis direction)
    {
        long[] aligned = axis == 2 ? [-1, 1] : [-1];
        Tensor? sum = null;
        foreach (var (places, shares) in direction.Taps(Mode, Coordinates))
        {
            var share = tensor(shares, device: input.device).to(input.dtype).view(aligned);
            var part = input.index_select(axis, tensor(places, device: input.device)).mul(share);
            sum = sum is null ? part : sum.add(part);
        }

        return sum!;
    }
}
