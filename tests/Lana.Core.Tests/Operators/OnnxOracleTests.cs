using System.Text.Json;
using Lana.Definitions;
using Lana.Onnx;
using static TorchSharp.torch;

namespace Lana.Operators;

/// <summary>Resizes and pools against what ONNX Runtime makes of a file that says the same in its own words: sizes instead of scales, and
/// ceil mode instead of padding.</summary>
[Collection(TorchCollection.Name)]
public sealed class OnnxOracleTests
{
    private const double Tolerance = 1e-4;

    public static TheoryData<ResizeMode, CoordinateMode> Resizes => new MatrixTheoryData<ResizeMode, CoordinateMode>(
        Enum.GetValues<ResizeMode>(), Enum.GetValues<CoordinateMode>());

    [Theory]
    [MemberData(nameof(Resizes))]
    public void Resize_ToASize_IsWhatOnnxMakesOfSizes(ResizeMode mode, CoordinateMode coordinates)
    {
        var roundings = mode == ResizeMode.Nearest ? Enum.GetValues<NearestRounding>() : [NearestRounding.Floor];
        foreach (var rounding in roundings)
        {
            foreach (var from in new[] { 1, 2, 3, 5, 7, 10, 20 })
            {
                foreach (var to in new[] { 1, 2, 3, 4, 6, 7, 9, 13, 20 })
                {
                    Compare(new Resize(new SpatialSize(to, 4)) { Mode = mode, Coordinates = coordinates, Rounding = rounding }, from);
                }
            }
        }
    }

    [Theory]
    [InlineData(PoolFunction.Max)]
    [InlineData(PoolFunction.Average)]
    public void WindowPool_InCeilMode_IsWhatOnnxMakesOfIt(PoolFunction function)
    {
        foreach (var counts in new[] { false, true })
        {
            foreach (var (size, kernel, stride) in new[] { (7, 3, 2), (8, 3, 2), (8, 2, 3), (9, 4, 3), (6, 3, 3), (5, 2, 4) })
            {
                foreach (var (before, after) in new[] { (0, 0), (1, 1), (1, 0), (0, 1) })
                {
                    var pool = new WindowPool(function, new SpatialSize(kernel, 2))
                    {
                        Stride = new SpatialSize(stride, 2),
                        PaddingBefore = new(before, 0),
                        PaddingAfter = new(after, 1),
                        CeilMode = true,
                        CountsPadding = counts,
                    };
                    Compare(pool, size);
                }
            }
        }
    }

    private static void Compare(WindowPool pool, int height)
    {
        TensorShape shape = new(3, height, 7);
        long[] pads = [.. pool.PaddingBefore.ToArray(), .. pool.PaddingAfter.ToArray()];
        var isMax = pool.Function == PoolFunction.Max;
        (string, object)[] counted = isMax ? [] : [("count_include_pad", pool.CountsPadding ? 1L : 0L)];
        Compare(pool, shape, (graph, input) => graph.AddNode(
            isMax ? "MaxPool" : "AveragePool",
            [input],
            [
                ("kernel_shape", pool.Kernel.ToArray()),
                ("strides", pool.Stride.ToArray()),
                ("pads", pads),
                ("ceil_mode", 1L),
                .. counted,
            ]));
    }

    private static void Compare(Resize resize, int height)
    {
        TensorShape shape = new(3, height, 6);
        Compare(resize, shape, (graph, input) => graph.AddNode(
            "Resize",
            [input, "", "", graph.Constant("sizes", 2, 3, resize.Size.Height, resize.Size.Width).Name],
            ("mode", resize.Mode.ToString().ToLowerInvariant()),
            ("coordinate_transformation_mode", JsonNamingPolicy.SnakeCaseLower.ConvertName($"{resize.Coordinates}")),
            ("nearest_mode", JsonNamingPolicy.SnakeCaseLower.ConvertName($"{resize.Rounding}"))));
    }

    private static void Compare(TensorOperator @operator, TensorShape shape, Func<OnnxGraph, string, string> emit)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var input = Tensors.Normal(1, shape.WithBatch(2));
        using var model = new OperatorModel(shape, @operator.Infer([shape]), emit);

        var (expected, actual) = (model.Run([input]), @operator.Run([input], []));

        Assert.True(expected.shape.SequenceEqual(actual.shape), $"{@operator} of {shape}: {string.Join(", ", expected.shape)}");
        Assert.True(expected.allclose(actual, Tolerance, Tolerance), $"{@operator} of {shape}");
    }
}
